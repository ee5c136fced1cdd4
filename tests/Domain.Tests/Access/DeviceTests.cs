using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class DeviceTests
{
    private static readonly Guid DeviceId = Number(70);
    private static readonly Guid ColleagueId = Number(71);
    private static readonly DeviceRegistered Registered = new(DeviceId, AccountId, "Firefox on Windows", Ten);
    private static readonly DeviceRefused Refused = new(DeviceId, "private phone");

    [Fact]
    public void a_device_is_registered_with_its_first_sign_in() =>
        GivenNothing<Device>().When(device => Device.Register(device, Registered)).Then(Registered);

    [Fact]
    public void each_account_makes_a_shared_device_known_to_itself() =>
        Given<Device>(Registered).When(device => Device.Register(device, Registered with { AccountId = ColleagueId }))
            .Then(Registered with { AccountId = ColleagueId });

    [Fact]
    public void a_refused_device_registers_for_nobody() =>
        Given<Device>(Registered, Refused).When(device => Device.Register(device, Registered with { AccountId = ColleagueId })).ThenRefused("device-refused");

    [Fact]
    public void a_refused_device_opens_no_session_for_whom_it_knew_either() =>
        Given<Device>(Registered, Refused).When(device => Device.Register(device, Registered)).ThenRefused("device-refused");

    [Fact]
    public void another_account_that_registers_does_not_lift_what_the_company_decided() =>
        StateOf<Device>(Registered, new DeviceApproved(DeviceId), Registered with { AccountId = ColleagueId }).Standing.ShouldBe(DeviceStanding.Approved);

    [Fact]
    public void an_account_forgets_a_device_that_others_still_know()
    {
        var colleague = Registered with { AccountId = ColleagueId };
        Given<Device>(Registered, colleague).When(device => device.Forget(AccountId, Ten)).Then(new DeviceForgotten(DeviceId, AccountId, Ten));
        StateOf<Device>(Registered, colleague, new DeviceForgotten(DeviceId, AccountId, Ten)).Accounts.ShouldBe([ColleagueId]);
    }

    [Fact]
    public void a_device_is_approved() =>
        Given<Device>(Registered, Refused).When(device => device.Approve()).Then(new DeviceApproved(DeviceId));

    [Fact]
    public void a_device_is_turned_away() =>
        Given<Device>(Registered).When(device => device.TurnAway("private phone")).Then(Refused);
}
