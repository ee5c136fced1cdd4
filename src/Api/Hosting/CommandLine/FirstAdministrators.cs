using CleaningEvents.Api.Access;
using CleaningEvents.Api.Governance.Courses;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>
/// Begins a company: positions, roles and rules, and two accounts. One may open all others, the other agrees where it takes two people. Neither has
/// a password until its holder chooses one.
/// </summary>
public sealed class FirstAdministrators(
    SchemaAtStart schema, IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, Enrolments enrolments,
    Credentials credentials)
{
    /// <summary>Somebody to begin with.</summary>
    /// <param name="Position">The position.</param>
    /// <param name="EmployeeNumber">The employee's own number.</param>
    /// <param name="Name">The person's name.</param>
    /// <param name="Identity">Number of the identity document; one of the installation's own making where none is told.</param>
    public readonly record struct Administrator(string Position, string EmployeeNumber, string Name, string? Identity);

    /// <summary>The one-time secrets in the order of the administrators, or why there are none.</summary>
    public readonly record struct Outcome(IReadOnlyList<OneTimeSecret> Secrets, string? Refusal);

    public async Task<Outcome> Bootstrap(IReadOnlyList<Administrator> administrators, CancellationToken cancelled)
    {
        await schema.StartAsync(cancelled);
        await using var turn = await Turn.Take(database, Turn.Bootstrap, cancelled);
        try
        {
            if (await Waiting(administrators, cancelled) is not { } accounts)
                return new Outcome([], "This company has begun already: there are accounts. Let a security administrator open further ones.");

            await StandardRoles.Define(() => CommandsFor(Permission.DefineRoles, cancelled));
            Expect(await StandardCourse.Publish(CommandsFor(Permission.PublishCourses, cancelled)));
            await StandardRules.Set(() => CommandsFor(Permission.SetSegregationRules, cancelled));
            List<OneTimeSecret> secrets = [];
            foreach (var (administrator, accountId) in administrators.Zip(accounts))
                secrets.Add(await Open(administrator, accountId, cancelled));
            return new Outcome(secrets, null);
        }
        catch (RefusedException e)
        {
            return new Outcome([], e.Message);
        }
    }

    /// <summary>The accounts to be enrolled: new ones, or those that were begun while none of them has a password; null when there are others.</summary>
    private async Task<IReadOnlyList<Guid>?> Waiting(IReadOnlyList<Administrator> administrators, CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        var begun = (await session.Query<AccountDetails>().Take(administrators.Count + 1).ToListAsync(cancelled)).ToDictionary(x => x.EmployeeNumber, x => x.Id);
        foreach (var accountId in begun.Values)
            if (await credentials.Exists(accountId, cancelled))
                return null;

        return begun.Keys.Except(administrators.Select(x => x.EmployeeNumber)).Any()
            ? null
            : [.. administrators.Select(x => begun.TryGetValue(x.EmployeeNumber, out var accountId) ? accountId : Guid.CreateVersion7())];
    }

    private async Task<OneTimeSecret> Open(Administrator administrator, Guid accountId, CancellationToken cancelled)
    {
        var (position, number, name, identity) = administrator;
        // A number of the installation's own making where none was told: it belongs to nobody else.
        var opened = new AccountOpened(accountId, number, identity ?? $"employee {number}", name, StandardRoles.PositionOf(position), BranchId: null);
        Expect(await CommandsFor(Permission.OpenAccounts, cancelled).Start<Account>(accountId, $"/api/access/accounts/{accountId}", async (account, facts) =>
            account is null ? await facts.Hire(account, opened) : Nothing));
        var (answer, secret) = await enrolments.Offer(accountId, CommandsFor(Permission.EnrolAccounts, cancelled));
        Expect(answer);
        return secret;
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
