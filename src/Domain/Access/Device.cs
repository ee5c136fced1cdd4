namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A browser or phone signed in to an account for the first time. It is known by a cookie; it says nothing of who holds it in hand.</summary>
/// <param name="DeviceId">The device; several accounts may share it.</param>
/// <param name="AccountId">The account that knows it from now on.</param>
/// <param name="Name">Browser and system, such as <c>Firefox on Windows</c>.</param>
/// <param name="OccurredAt">The server's time.</param>
/// <remarks>Source: policy 5.1.</remarks>
public record DeviceRegistered(
    Guid DeviceId, Guid AccountId, [Plain(DataClass.Internal, "Words from a list.")] string Name, DateTimeOffset OccurredAt);

/// <summary>An account does not know the device any more; signing in with it makes it known again.</summary>
public record DeviceForgotten(Guid DeviceId, Guid AccountId, DateTimeOffset OccurredAt);

/// <summary>The company allows the device. Nothing hangs on it but the register.</summary>
public record DeviceApproved(Guid DeviceId);

/// <summary>The device opens no session any more, for nobody, until it is approved.</summary>
public record DeviceRefused(Guid DeviceId, [Plain(DataClass.Internal, "About a device, not a person.")] string Reason);

/// <summary>What the company thinks of a device.</summary>
public enum DeviceStanding { Unreviewed, Approved, Refused }

/// <summary>What the rules need to know of a device.</summary>
public record Device(Guid Id, IReadOnlyList<Guid> Accounts, DeviceStanding Standing) : IEvolve<Device>
{
    public static Decision Register(Device? existing, DeviceRegistered registered)
    {
        if (existing is { Standing: DeviceStanding.Refused })
            return Refuse("device-refused", "The company does not allow this device.");

        return existing?.Knows(registered.AccountId) is true ? Nothing : Accept(registered);
    }

    public bool Knows(Guid accountId) => Accounts.Contains(accountId);

    public Decision Forget(Guid accountId, DateTimeOffset now) => Knows(accountId) ? Accept(new DeviceForgotten(Id, accountId, now)) : Nothing;

    public Decision Approve() => Standing is DeviceStanding.Approved ? Nothing : Accept(new DeviceApproved(Id));

    public Decision TurnAway(string reason) => Standing is DeviceStanding.Refused ? Nothing : Accept(new DeviceRefused(Id, reason));

    public static Device? Evolve(Device? device, object @event) => @event switch
    {
        DeviceRegistered e => new Device(e.DeviceId, [.. device?.Accounts ?? [], e.AccountId], device?.Standing ?? DeviceStanding.Unreviewed),
        DeviceForgotten e => device! with { Accounts = [.. device.Accounts.Where(x => x != e.AccountId)] },
        DeviceApproved => device! with { Standing = DeviceStanding.Approved },
        DeviceRefused => device! with { Standing = DeviceStanding.Refused },
        _ => device,
    };
}
