using CleaningEvents.Api.Http;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

public static partial class DiscloseSubjectEndpoint
{
    /// <summary>Reads everything that is held about a customer or an employee, as JSON or as a page (text/html); it is recorded before anything is shown.</summary>
    [WolverineGet("/api/governance/subjects/{subjectId}/data"), Permission(Permission.DiscloseSubjects), StepUp,
        RecordedOtherwise("on the subject's own stream, where the subject finds it")]
    [ProducesResponseType<SubjectData>(StatusCodes.Status200OK, "application/json", "text/html")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public static async Task<IResult> Get(
        Guid subjectId, Reads reads, IDocumentStore store, FactSources sources, Signatures signatures, ILogger<SubjectData> log, HttpContext http)
    {
        // A subject belongs to no branch.
        if (!reads.Reach.Company)
            return Problems.NotPermitted(Permission.DiscloseSubjects);

        var context = CommandContext.OfQuestion(http);
        await using var session = store.LightweightSession();
        var facts = new Facts(session, sources, context);
        if (await Find(subjectId, facts) is not { } subject)
            return Problems.NotFound();

        var trail = await SubjectTrail.Of(subjectId, subject.Covers, store, reads.Database, reads.Cancelled);
        var documents = await SubjectData.Count(trail, session, reads.Cancelled);
        var disclosed = new SubjectDataDisclosed(DataSubject.IdOf(subjectId), subjectId, trail.Events.Count, documents);
        if (!await IsRecorded(disclosed, new Commands(store, reads.Database, sources, signatures, context), log))
            return Problems.NotRecorded();

        http.Response.Headers.CacheControl = "no-store";
        var data = SubjectData.Of(subjectId, subject, trail, facts.Now, reads, signatures);
        return WantsPage(http.Request) ? new SubjectDataPage(data) : Results.Ok(data);
    }

    private static async Task<SubjectFacts?> Find(Guid subjectId, Facts facts)
    {
        try
        {
            return subjectId == Guid.Empty ? null : await facts.Subject(subjectId);
        }
        catch (UnknownReferenceException)
        {
            return null;
        }
    }

    private static async Task<bool> IsRecorded(SubjectDataDisclosed disclosed, Commands commands, ILogger log)
    {
        try
        {
            return await commands.Start<DataSubject>(
                disclosed.DataSubjectId, $"/api/governance/subjects/{disclosed.SubjectId}", (_, _) => Task.FromResult(Decision.Accept(disclosed))) is Accepted;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotRecorded(log, e.GetType().Name);
            return false;
        }
    }

    private static bool WantsPage(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().Accept;
        return QualityOf("text/html") > QualityOf("application/json");

        double QualityOf(string type) =>
            wanted.Where(x => x.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(x => x.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    [LoggerMessage(LogLevel.Error, "A disclosure could not be recorded, and nothing was shown: {Exception}.")]
    private static partial void NotRecorded(ILogger log, string exception);
}
