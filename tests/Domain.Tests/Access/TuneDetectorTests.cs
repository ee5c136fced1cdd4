using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class TuneDetectorTests
{
    private static readonly DetectorTuned Tuned = new(Detector.IdOf("R2"), "R2", [new TunedLimit("records", 40)], AlertResponse.EndSession, IsOn: true, "Stocktaking");

    [Fact]
    public void a_detector_is_tuned() =>
        GivenNothing<Detector>().When(x => Detector.Tune(x, Tuned)).Then(Tuned);

    [Fact]
    public void it_is_tuned_again() =>
        Given<Detector>(Tuned).When(x => Detector.Tune(x, Tuned with { IsOn = false })).Then(Tuned with { IsOn = false });

    [Fact]
    public void what_is_not_named_is_as_usual() =>
        Detector.TuningOf(DetectionRule.Find("R2")!, Tuned.Limits, Tuned.Response, Tuned.IsOn).Limits.ShouldBe(new Dictionary<string, double> { ["records"] = 40, ["minutes"] = 3 });

    [Fact]
    public void there_is_no_other_detector() =>
        GivenNothing<Detector>().When(x => Detector.Tune(x, Tuned with { Rule = "R99" })).ThenRefused("unknown-detector");

    [Fact]
    public void it_has_no_other_number() =>
        GivenNothing<Detector>().When(x => Detector.Tune(x, Tuned with { Limits = [new TunedLimit("apples", 1)] })).ThenRefused("unknown-limit");

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    [InlineData(double.NaN)]
    public void a_number_has_its_range(double value) =>
        GivenNothing<Detector>().When(x => Detector.Tune(x, Tuned with { Limits = [new TunedLimit("records", value)] })).ThenRefused("limit-out-of-range");
}
