using System.Security.Claims;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Npgsql;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>Whose account a token of another issuer opens: the one that a command linked to its user, else the one with the employee number that it tells.</summary>
public sealed class ExternalIdentities(IDocumentStore store, NpgsqlDataSource database, BlindingKey blinding, Sessions sessions, IConfiguration configuration)
{
    private readonly ExternalIssuer issuer = ExternalIssuer.In(configuration)!;

    /// <summary>The holder with session and factors as every token of our own tells them, and nothing else; null where nobody is known by it.</summary>
    public async Task<ClaimsPrincipal?> Recognise(ClaimsPrincipal caller, HttpContext http)
    {
        if ((caller.FindFirst("client_id") ?? caller.FindFirst("azp"))?.Value != issuer.ClientId
            || caller.FindFirst("sid")?.Value is not { } sid
            || await Find(caller, http.RequestAborted) is not { } account)
            return null;

        var told = SignedIn.By(caller);
        var how = new SignedIn(NamedGuid.Of($"session/{issuer.Authority}/{account.Id}/{sid}"), told.At ?? DateTimeOffset.UnixEpoch, MethodsOf(caller, told));
        await sessions.Meet(how.SessionId!.Value, account.Id, how.Methods, http);
        return new ClaimsPrincipal(how.ClaimsOf(account.Id, JwtBearerDefaults.AuthenticationScheme));
    }

    private IReadOnlyList<string> MethodsOf(ClaimsPrincipal caller, SignedIn told) =>
        issuer.SecondFactorClasses?.Contains(caller.FindFirst("acr")?.Value) is true ? [.. told.Methods, "mfa"] : told.Methods;

    private async Task<AccountDetails?> Find(ClaimsPrincipal caller, CancellationToken cancelled)
    {
        if (caller.FindFirst("sub")?.Value is not { } subject)
            return null;

        await using var session = store.QuerySession();
        var account = await Linked(subject, cancelled) is { } id
            ? await session.LoadAsync<AccountDetails>(id, cancelled)
            : issuer.EmployeeClaim is { } claim && caller.FindFirst(claim)?.Value is { } number
                ? await session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == number, cancelled)
                : null;
        return account is { Status: AccountStatus.Open } ? account : null;
    }

    private async Task<Guid?> Linked(string subject, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("select stream_id from public.unique_claim where kind = $1 and value = $2");
        command.Parameters.Add(new() { Value = nameof(UniqueKind.IssuerSubject) });
        command.Parameters.Add(new() { Value = UniqueClaimsTable.Stored(UniqueKind.IssuerSubject, Account.LinkOf(issuer.Authority, subject), blinding.Mac) });
        return await command.ExecuteScalarAsync(cancelled) as Guid?;
    }
}
