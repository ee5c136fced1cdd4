using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Rule">Id of the detector, such as <c>R2</c>.</param>
/// <param name="Limits">The numbers that differ from the usual ones, at most 10; none for all as usual.</param>
/// <param name="Response">What happens beside the case: None, Notify, StepUp or EndSession.</param>
/// <param name="IsOn">Whether it looks at all.</param>
/// <param name="Reason">Why, at most 500 characters.</param>
public record TuneDetector(string Rule, IReadOnlyList<TunedLimit> Limits, AlertResponse Response, bool IsOn, string Reason)
{
    public class Validator : AbstractValidator<TuneDetector>
    {
        public Validator()
        {
            RuleFor(x => x.Rule).Text(10);
            RuleFor(x => x.Limits).AtMost(10);
            RuleForEach(x => x.Limits).ChildRules(limit => limit.RuleFor(x => x.Name).Text(50));
            RuleFor(x => x.Response).IsInEnum();
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class TuneDetectorEndpoint
{
    /// <summary>Sets the numbers and the response of a detector, instead of all that was set before; it goes by them from the next event on.</summary>
    [WolverinePost("/api/access/detectors"), Permission(Permission.TuneDetectors)]
    public static Task<IResult> Post(TuneDetector command, Commands commands) =>
        commands.Start<Detector>(Detector.IdOf(command.Rule), $"/api/access/detectors/{Uri.EscapeDataString(command.Rule)}", (detector, _) => Task.FromResult(
            Detector.Tune(detector, new DetectorTuned(Detector.IdOf(command.Rule), command.Rule, command.Limits, command.Response, command.IsOn, command.Reason))));
}
