using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Reading;

/// <summary>What is on record of people's looks.</summary>
public static class Looks
{
    /// <summary>Everything that somebody was shown today, oldest first.</summary>
    public static async Task<IReadOnlyList<RecordAccessed>> LooksOf(this Server server, Person person) =>
        [.. (await server.Events(AccessLog.StreamOf(person.AccountId, TimeProvider.System.GetUtcNow()))).Cast<RecordAccessed>()];

    /// <summary>Asks why.</summary>
    public static Task<Answer> GetFor(this Person person, string url, string purpose) =>
        person.Send(HttpMethod.Get, url, content: null, ifMatch: null, key: null, ("X-Purpose", purpose));
}
