using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class SessionTests
{
    private static readonly Guid SessionId = Number(60);
    private static readonly SessionBegan Began = new(SessionId, AccountId, Number(61), ["pwd", "otp"], Ten);

    [Fact]
    public void a_session_begins_once() =>
        GivenNothing<Session>().When(session => Session.Begin(session, Began)).Then(Began);

    [Fact]
    public void a_session_is_ended_and_says_why() =>
        Given<Session>(Began).When(session => session.Revoke(SessionEnd.TokenReused, Ten.AddHours(1)))
            .Then(new SessionRevoked(SessionId, AccountId, SessionEnd.TokenReused, Ten.AddHours(1)));

    [Fact]
    public void what_is_over_is_not_ended_again_for_another_reason() =>
        Given<Session>(Began, new SessionRevoked(SessionId, AccountId, SessionEnd.SignedOut, Ten))
            .When(session => session.Revoke(SessionEnd.ByAdministrator, Ten.AddHours(1))).Then();
}
