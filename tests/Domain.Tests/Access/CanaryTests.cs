using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class CanaryTests
{
    private static readonly CanaryPlaced Placed = new(Canary.IdOf(CustomerId), CustomerId);
    private static readonly CanaryLifted Lifted = new(Canary.IdOf(CustomerId), CustomerId);

    [Fact]
    public void a_record_becomes_a_canary() =>
        GivenNothing<Canary>().When(x => Canary.Place(x, CustomerId)).Then(Placed);

    [Fact]
    public void it_is_lifted() =>
        Given<Canary>(Placed).When(x => x.Lift()).Then(Lifted);

    [Fact]
    public void it_may_be_placed_again() =>
        Given<Canary>(Placed, Lifted).When(x => Canary.Place(x, CustomerId)).Then(Placed);
}
