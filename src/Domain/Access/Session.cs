namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Somebody signed in. Every token of the session names it as <c>sid</c>; how it ends by itself, left idle or grown old, leaves no event.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="AccountId">Whose session it is.</param>
/// <param name="DeviceId">The browser or phone; null where it keeps nothing, or another issuer let them in.</param>
/// <param name="Methods">What they proved it by (<c>amr</c>).</param>
/// <param name="OccurredAt">The server's time.</param>
/// <remarks>Source: policy 3.1.</remarks>
public record SessionBegan(
    Guid SessionId, Guid AccountId, Guid? DeviceId,
    [Plain(DataClass.Internal, "Words of RFC 8176.")] IReadOnlyList<string> Methods,
    DateTimeOffset OccurredAt);

/// <summary>A session was ended before its time; no token of it is taken from then on, on any node.</summary>
public record SessionRevoked(Guid SessionId, Guid AccountId, SessionEnd Reason, DateTimeOffset OccurredAt);

/// <summary>Why a session ended before its time.</summary>
public enum SessionEnd
{
    /// <summary>Its holder signed out.</summary>
    SignedOut,

    /// <summary>Its holder ended it from another session.</summary>
    ByHolder,

    /// <summary>Somebody else ended it.</summary>
    ByAdministrator,

    /// <summary>Somebody signed in anew in the same browser.</summary>
    Replaced,

    /// <summary>What proves who the holder is was changed or taken away.</summary>
    CredentialChanged,

    /// <summary>The account was suspended or closed.</summary>
    AccountNotOpen,

    /// <summary>The device was refused or forgotten.</summary>
    DeviceNotTrusted,

    /// <summary>A code or refresh token came a second time: one of the two who have it stole it.</summary>
    TokenReused,

    /// <summary>A detector asked for it.</summary>
    Anomaly,
}

/// <summary>What the rules need to know of a session.</summary>
public record Session(Guid Id, Guid AccountId, bool IsOver) : IEvolve<Session>
{
    public static Decision Begin(Session? existing, SessionBegan began) => existing is null ? Accept(began) : Nothing;

    public Decision Revoke(SessionEnd reason, DateTimeOffset now) => IsOver ? Nothing : Accept(new SessionRevoked(Id, AccountId, reason, now));

    public static Session? Evolve(Session? session, object @event) => @event switch
    {
        SessionBegan e => new Session(e.SessionId, e.AccountId, IsOver: false),
        SessionRevoked => session! with { IsOver = true },
        _ => session,
    };
}
