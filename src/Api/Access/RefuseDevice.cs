using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record RefuseDevice(string Reason)
{
    public class Validator : AbstractValidator<RefuseDevice>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class RefuseDeviceEndpoint
{
    /// <summary>Lets a device open no session any more, for anybody, and ends those that go on with it.</summary>
    [WolverinePost("/api/access/devices/{deviceId}/refuse"), Permission(Permission.ReviewDevices)]
    public static Task<IResult> Post(Guid deviceId, RefuseDevice command, Commands commands, Sessions sessions) =>
        commands.Change<Device>(deviceId, async (device, facts) =>
        {
            await sessions.EndOn(facts.Session, deviceId, commands.Context);
            return device.TurnAway(command.Reason);
        });
}
