using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One session: what a refresh looks at, and what its holder and the security administrators see; as fresh as the last command.</summary>
public record SessionDetails(
    Guid Id, Guid AccountId, Guid? DeviceId,
    [Plain(DataClass.Internal, "Words of RFC 8176.")] IReadOnlyList<string> Methods,
    DateTimeOffset BeganAt) : IVersioned
{
    /// <summary>Version of the session's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>When it was ended before its time; null while it was not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was; null while it was not.</summary>
    public SessionEnd? Reason { get; init; }
}

/// <summary>Keeps <see cref="SessionDetails"/>.</summary>
public class SessionDetailsProjection : SingleStreamProjection<SessionDetails, Guid>
{
    public override SessionDetails? Evolve(SessionDetails? session, Guid id, IEvent e) => e.Data switch
    {
        SessionBegan x => new SessionDetails(x.SessionId, x.AccountId, x.DeviceId, x.Methods, x.OccurredAt),
        SessionRevoked x => session! with { EndedAt = x.OccurredAt, Reason = x.Reason },
        _ => session,
    };
}
