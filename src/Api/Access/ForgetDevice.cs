using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class ForgetDeviceEndpoint
{
    /// <summary>Makes the caller's account forget a device, and ends its sessions there; signing in with it makes it known again.</summary>
    [WolverinePost("/api/access/me/devices/{deviceId}/forget"), OpenToEmployees("everybody forgets what they lost or gave away")]
    public static Task<IResult> Post(Guid deviceId, [NotBody] Commands commands, Sessions sessions) =>
        commands.Change<Device>(deviceId, async (device, facts) =>
        {
            var accountId = commands.Context.Actor.AccountId;
            if (!device.Knows(accountId))
                facts.Deny(Problems.NotFound());
            await sessions.EndOn(facts.Session, deviceId, commands.Context, accountId);
            return device.Forget(accountId, TimeProvider.System.GetUtcNow());
        });
}
