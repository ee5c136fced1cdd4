using CleaningEvents.Api.Access;
using CleaningEvents.Api.Governance.Courses;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Begins a company: the standard roles, and one account that may open all others. It has no password until its holder chooses one.</summary>
public sealed class FirstAdministrator(
    SchemaAtStart schema, IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, Enrolments enrolments,
    Credentials credentials)
{
    /// <summary>The one-time secret of the first administrator, or why there is none.</summary>
    public readonly record struct Outcome(OneTimeSecret? Secret, string? Refusal);

    public async Task<Outcome> Bootstrap(string employeeNumber, string name, string? identity, CancellationToken cancelled)
    {
        await schema.StartAsync(cancelled);
        await using var turn = await Turn.Take(database, Turn.Bootstrap, cancelled);
        try
        {
            if (await Waiting(employeeNumber, cancelled) is not { } accountId)
                return new Outcome(null, "This company has begun already: there are accounts. Let a security administrator open further ones.");

            await StandardRoles.Define(() => CommandsFor(Permission.DefineRoles, cancelled));
            Expect(await StandardCourse.Publish(CommandsFor(Permission.PublishCourses, cancelled)));
            await Open(accountId, employeeNumber, name, identity, cancelled);
            var (answer, secret) = await enrolments.Offer(accountId, CommandsFor(Permission.EnrolAccounts, cancelled));
            Expect(answer);
            return new Outcome(secret, null);
        }
        catch (RefusedException e)
        {
            return new Outcome(null, e.Message);
        }
    }

    /// <summary>The account to be enrolled: a new one where there is none, or the only one while it has no password.</summary>
    private async Task<Guid?> Waiting(string employeeNumber, CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        var accounts = await session.Query<AccountDetails>().Take(2).ToListAsync(cancelled);
        return accounts switch
        {
            [] => Guid.CreateVersion7(),
            [var only] when only.EmployeeNumber == employeeNumber && !await credentials.Exists(only.Id, cancelled) => only.Id,
            _ => null,
        };
    }

    private async Task Open(Guid accountId, string employeeNumber, string name, string? identity, CancellationToken cancelled)
    {
        // A number of the installation's own making where none was told: it belongs to nobody else.
        var opened = new AccountOpened(accountId, employeeNumber, identity ?? $"employee {employeeNumber}", name, Positions.SecurityAdministrator, BranchId: null);
        Expect(await CommandsFor(Permission.OpenAccounts, cancelled).Start<Account>(accountId, $"/api/access/accounts/{accountId}", async (account, facts) =>
            account is not null
                ? Nothing
                : Account.Open(account, opened, await facts.Claims(
                    (UniqueKind.EmployeeNumber, opened.EmployeeNumber), (UniqueKind.Identity, opened.IdentityNumber)))));

        var roleId = StandardRoles.IdOf(Positions.SecurityAdministrator);
        Expect(await CommandsFor(Permission.GrantRoles, cancelled).Change<Account>(accountId, async (account, facts) =>
            account.GrantRole(await facts.The<Role>(roleId), new Grant(roleId, Scope.Company, BranchId: null, ExpiresAt: null), grantedBy: null, facts.Now)));
    }

    private Commands CommandsFor(string permission, CancellationToken cancelled) =>
        new(store, database, sources, signatures, CommandContext.OfInstallation(permission, cancelled));

    private static void Expect(IResult answer)
    {
        if (answer is ProblemHttpResult { ProblemDetails: var problem })
            throw new RefusedException(problem.Detail ?? problem.Title ?? "Refused.");
    }

    private sealed class RefusedException(string message) : Exception(message);
}
