using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using CleaningEvents.Projections.Access;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Access.Detection;

/// <summary>Records what a detector found on a case, and carries out its response. Doing both again changes nothing.</summary>
public sealed class Alarms(IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, Sessions sessions)
{
    private const int Attempts = 3;

    public async Task Raise(Alert alert, CancellationToken cancelled)
    {
        for (var attempt = 1; ; attempt++)
        {
            var detected = alert.On(await CaseFor(alert, cancelled));
            var answer = await Commands(cancelled).Start<MisuseCase>(
                detected.MisuseCaseId, $"/api/access/cases/{detected.MisuseCaseId}", (found, _) => Task.FromResult(MisuseCase.Detect(found, detected)));
            if (answer is Accepted)
            {
                await Respond(detected, cancelled);
                return;
            }

            // Closed at the same moment: the next look finds no open case.
            if (attempt is Attempts)
                throw new InvalidOperationException($"Alert {detected.AlertId} could not be recorded: {Problems.CauseOf(answer).Rule}.");
        }
    }

    /// <summary>The case that knows the alert, else the open one of the same rule and subject, else a new one.</summary>
    private async Task<Guid> CaseFor(Alert alert, CancellationToken cancelled)
    {
        await using var session = store.LightweightSession();
        var subject = alert.Finding.SubjectId;
        var cases = await session.Query<MisuseCaseDetails>().Where(x => x.SubjectId == subject && x.Rule == alert.Rule).ToListAsync(cancelled);
        return (cases.FirstOrDefault(x => x.Alerts.Any(y => y.AlertId == alert.Id)) ?? cases.FirstOrDefault(x => x.Status is not MisuseCaseStatus.Closed))?.Id
            ?? MisuseCase.IdOf(alert.Id);
    }

    private async Task Respond(AccessAnomalyDetected detected, CancellationToken cancelled)
    {
        if (detected is { Response: AlertResponse.EndSession, SessionId: { } session })
            await sessions.End(session, SessionEnd.Anomaly, Installation(cancelled));
        // Who must prove anew who they are is out of every session, one that nobody named included.
        if (detected is { Response: AlertResponse.StepUp or AlertResponse.EndSession, AccountId: { } account })
            await Commands(cancelled).Change<Account>(account, (x, _) => x.AskProof(detected.Until, detected.AlertId));
    }

    private Commands Commands(CancellationToken cancelled) => new(store, database, sources, signatures, Installation(cancelled));

    private static CommandContext Installation(CancellationToken cancelled) => CommandContext.OfInstallation(Permission.HandleCases, cancelled, "scheduler");
}
