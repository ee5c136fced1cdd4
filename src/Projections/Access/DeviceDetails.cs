using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One browser or phone in the company's register of devices; as fresh as the last command.</summary>
public record DeviceDetails(
    Guid Id, [Plain(DataClass.Internal, "Words from a list.")] string Name, DateTimeOffset RegisteredAt) : IVersioned
{
    /// <summary>Version of the device's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>The accounts that know it.</summary>
    public IReadOnlyList<Guid> Accounts { get; init; } = [];

    public DeviceStanding Standing { get; init; }
}

/// <summary>Keeps <see cref="DeviceDetails"/>.</summary>
public class DeviceDetailsProjection : SingleStreamProjection<DeviceDetails, Guid>
{
    public override DeviceDetails? Evolve(DeviceDetails? device, Guid id, IEvent e) => e.Data switch
    {
        DeviceRegistered x => Known(device ?? new DeviceDetails(x.DeviceId, x.Name, x.OccurredAt), x.AccountId),
        DeviceForgotten x => device! with { Accounts = [.. device.Accounts.Where(y => y != x.AccountId)] },
        DeviceApproved => device! with { Standing = DeviceStanding.Approved },
        DeviceRefused => device! with { Standing = DeviceStanding.Refused },
        _ => device,
    };

    private static DeviceDetails Known(DeviceDetails device, Guid accountId) => device with { Accounts = [.. device.Accounts, accountId] };
}
