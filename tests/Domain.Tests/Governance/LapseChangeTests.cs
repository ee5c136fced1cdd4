using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Governance.Proposals;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class LapseChangeTests
{
    [Fact]
    public void what_cannot_be_made_lapses() =>
        Given<ChangeRequest>(Proposed).When(x => x.Lapse(new Refusal("stale-version", "Somebody changed it."))).Then(Lapsed);

    [Fact]
    public void what_was_decided_does_not_lapse()
    {
        foreach (var ended in new object[] { Approved, Rejected, Withdrawn })
            Given<ChangeRequest>(Proposed, ended).When(x => x.Lapse(new Refusal("stale-version", "Somebody changed it."))).Then();
    }

    [Fact]
    public void it_lapses_at_its_end() =>
        Given<ChangeRequest>(Proposed).When(x => x.Expire(Proposed.ExpiresAt)).Then(new ChangeLapsed(ChangeId, "change-expired", "Nobody decided about the change in time."));

    [Fact]
    public void it_does_not_lapse_before_its_end() =>
        Given<ChangeRequest>(Proposed).When(x => x.Expire(Proposed.ExpiresAt.AddTicks(-1))).Then();
}
