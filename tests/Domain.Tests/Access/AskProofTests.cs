using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class AskProofTests
{
    private static readonly ProofAsked Asked = new(AccountId, Ten, Number(40));

    [Fact]
    public void the_holder_must_prove_anew_who_they_are() =>
        Given<Account>(MariaOpened).When(x => x.AskProof(Ten, Number(40))).Then(Asked);

    [Fact]
    public void an_earlier_alert_asks_nothing_more() =>
        Given<Account>(MariaOpened, Asked).When(x => x.AskProof(Ten.AddMinutes(-1), Number(41))).Then();
}
