using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;

namespace CleaningEvents.Tests.Access;

/// <summary>Events that detectors look at, as other parts of the system leave them, and the cases that come of them.</summary>
internal static class Sightings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Somebody was shown records, one after the other.</summary>
    public static Task Looked(this Server server, Guid accountId, Guid? sessionId, params Guid[] records) =>
        server.Recorded(AccessLog.StreamOf(accountId, DateTimeOffset.UtcNow), stream => records.Select(x => new RecordAccessed(
            stream, accountId, "CustomerDetails", [x], Domain.DataClass.Confidential, ["name"], AccessMode.Read, "/api/crm/customers/{customerId}", null, sessionId, DateTimeOffset.UtcNow)));

    /// <summary>Events at the end of a stream that need not begin with them.</summary>
    public static async Task Recorded(this Server server, Guid stream, Func<Guid, IEnumerable<object>> events)
    {
        await using var session = server.Store.LightweightSession();
        session.Events.Append(stream, events(stream));
        await session.SaveChangesAsync(Cancelled);
    }

    /// <summary>The open case of a rule about somebody, as soon as it is there.</summary>
    public static async Task<MisuseCaseDetails> CaseOf(this Server server, string rule, Guid subjectId)
    {
        for (var deadline = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < deadline; await Task.Delay(100, Cancelled))
            if (await server.FindCase(rule, subjectId) is { } found)
                return found;

        throw new TimeoutException($"{rule} found nothing about {subjectId}.");
    }

    public static async Task<MisuseCaseDetails?> FindCase(this Server server, string rule, Guid subjectId)
    {
        await using var session = server.Store.LightweightSession();
        var found = await session.Query<MisuseCaseDetails>().Where(x => x.SubjectId == subjectId && x.Rule == rule).ToListAsync(Cancelled);
        return found.FirstOrDefault(x => x.Status is not MisuseCaseStatus.Closed);
    }

    /// <summary>So many new ids.</summary>
    public static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    /// <summary>Takes, dismisses and closes a case.</summary>
    public static async Task Settle(this Person person, Guid caseId)
    {
        (await person.Post($"/api/access/cases/{caseId}/assign", new AssignCase(person.AccountId))).ShouldBe(204);
        (await person.Post($"/api/access/cases/{caseId}/dismiss", new DismissCase("Stocktaking."))).ShouldBe(204);
        (await person.Post($"/api/access/cases/{caseId}/close", new { })).ShouldBe(204);
    }
}
