using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class ApproveDeviceEndpoint
{
    /// <summary>Allows a device, also one that was refused.</summary>
    [WolverinePost("/api/access/devices/{deviceId}/approve"), Permission(Permission.ReviewDevices)]
    public static Task<IResult> Post(Guid deviceId, [NotBody] Commands commands) => commands.Change<Device>(deviceId, (device, _) => device.Approve());
}
