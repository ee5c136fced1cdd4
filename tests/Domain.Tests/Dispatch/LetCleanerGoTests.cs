using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class LetCleanerGoTests
{
    [Fact]
    public void a_cleaner_leaves() =>
        Given<Cleaner>(AnaJoined).When(cleaner => cleaner.Leave("moved", Ten)).Then(new CleanerLeft(AnaId, "moved", Ten));

    [Fact]
    public void leaving_again_changes_nothing() =>
        Given<Cleaner>(AnaJoined, new CleanerLeft(AnaId, "moved", Ten)).When(cleaner => cleaner.Leave("studies", Ten)).Then();
}
