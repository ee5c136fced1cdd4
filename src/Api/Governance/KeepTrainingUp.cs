using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Governance;
using Marten;
using Marten.Linq.MatchesSql;
using Npgsql;

namespace CleaningEvents.Api.Governance;

/// <summary>Assigns the basic course to whoever is new, and what ends soon once more, and records what has expired.</summary>
public sealed class KeepTrainingUp(
    IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, ILogger<KeepTrainingUp> log)
    : RegularLook(TimeSpan.FromMinutes(1), log)
{
    private const int AtOnce = 100;

    private const string IsNew =
        """
        d.data ->> 'status' = 'Open' and not exists (
            select from public.mt_doc_trainingdetails t where (t.data ->> 'accountId')::uuid = d.id and t.data ->> 'courseId' = ?)
        """;

    private const string IsEmployed =
        "exists (select from public.mt_doc_accountdetails a where a.id = (d.data ->> 'accountId')::uuid and a.data ->> 'status' <> 'Closed')";

    public override async Task Look(CancellationToken cancelled)
    {
        var now = sources.Clock.GetUtcNow();
        await using var session = store.QuerySession();
        if (await session.LoadAsync<CourseDetails>(Course.BasicSecurity, cancelled) is null)
            return;

        foreach (var account in await Newcomers(session, cancelled))
            await Commands(Permission.AssignTrainings, cancelled).Start<Training>(Training.IdOf(account, Course.BasicSecurity), "/api/governance/trainings",
                (training, facts) => Task.FromResult(Training.Assign(training, account, Course.BasicSecurity, facts.Now)));
        foreach (var training in await Ageing(session, now, cancelled))
            await Commands(Permission.AssignTrainings, cancelled).Change<Training>(training, (x, facts) => x.Age(facts.Now));
    }

    private static Task<IReadOnlyList<Guid>> Newcomers(IQuerySession session, CancellationToken cancelled) =>
        session.Query<AccountDetails>().Where(x => x.MatchesSql(IsNew, $"{Course.BasicSecurity}")).Take(AtOnce).Select(x => x.Id).ToListAsync(cancelled);

    private static Task<IReadOnlyList<Guid>> Ageing(IQuerySession session, DateTimeOffset now, CancellationToken cancelled)
    {
        var soon = now + Training.Notice;
        return session.Query<TrainingDetails>()
            .Where(x => (x.ValidUntil <= soon && x.DueAt == null) || (x.ValidUntil <= now && !x.HasExpired))
            .Where(x => x.MatchesSql(IsEmployed))
            .OrderBy(x => x.ValidUntil).Take(AtOnce).Select(x => x.Id).ToListAsync(cancelled);
    }

    private Commands Commands(string permission, CancellationToken cancelled) =>
        new(store, database, sources, signatures, CommandContext.OfInstallation(permission, cancelled, "scheduler"));
}
