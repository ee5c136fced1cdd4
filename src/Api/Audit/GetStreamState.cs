using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Audit;

/// <summary>A read model as it was.</summary>
/// <param name="StreamId">The thing's id.</param>
/// <param name="Version">Version of the last event in it.</param>
/// <param name="Position">Where that event stands in the log.</param>
/// <param name="RecordedAt">When that event was recorded.</param>
/// <param name="Document">The read model, in the shape it has today.</param>
public sealed record StateAsOf([ShowsLog] Guid StreamId, long Version, long Position, DateTimeOffset RecordedAt, [ShowsModels] JsonElement Document);

public static class GetStreamStateEndpoint
{
    /// <summary>Reads one thing as it was after a version, or as it was known at an instant.</summary>
    /// <param name="streamId">The thing's id.</param>
    /// <param name="version">The version, from 1; either this or <paramref name="at"/>.</param>
    /// <param name="at">The instant of recording, included, ISO 8601 with Z or an offset; either this or <paramref name="version"/>.</param>
    /// <param name="reads"/>
    [WolverineGet("/api/audit/streams/{streamId}/state"), Permission(Permission.ReadHistory)]
    [ProducesResponseType<StateAsOf>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public static async Task<IResult> Get(Guid streamId, long? version, string? at, Reads reads)
    {
        if (!Instants.TryRead(at, out var instant))
            return Instants.Invalid("at");
        if (version is null == instant is null)
            return Problems.Invalid("version", "version-or-instant", "Say either the version or, as 'at', the instant.");
        if (version < 1)
            return Problems.Invalid("version", "out-of-range", "1 or more.");

        await using var session = reads.Session();
        if (await StreamHistory.Load(session, streamId, reads.Cancelled) is not { } history)
            return Problems.NotFound();
        if (!history.IsReached(reads))
            return Problems.NotPermitted(Permission.ReadHistory);

        var last = instant is { } known ? history.LastKnownAt(known) : history.IndexOf(version!.Value);
        return last is { } index && history.ModelAfter(index) is { } document
            ? Results.Ok(new StateAsOf(streamId, history.Events[index].Version, history.Events[index].Sequence, history.Events[index].Timestamp, document))
            : Problems.NotFound();
    }
}
