using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="CleanerId">Who begins; a cleaner only for themselves.</param>
/// <param name="Method">Gps, Nfc, Qr or Manual.</param>
/// <param name="DeviceTime">What the device's clock shows: a claim, kept beside the server's time.</param>
/// <param name="Place">Where the device says it is; needed for Gps.</param>
/// <param name="AccuracyMetres">How sure the device is of the place, 0 to 100,000 m.</param>
/// <param name="Reason">Why by hand, at most 500 characters; needed for Manual.</param>
public record CheckIn(
    Guid CleanerId, CheckInMethod Method, DateTimeOffset? DeviceTime = null, GeoPoint? Place = null, int? AccuracyMetres = null, string? Reason = null)
{
    public class Validator : AbstractValidator<CheckIn>
    {
        public Validator()
        {
            RuleFor(x => x.CleanerId).NotEmpty();
            RuleFor(x => x.DeviceTime!.Value).Plausible().When(x => x.DeviceTime is not null).OverridePropertyName(nameof(DeviceTime));
            RuleFor(x => x.Place!.Value).OnEarth().When(x => x.Place is not null).OverridePropertyName(nameof(Place));
            RuleFor(x => x.AccuracyMetres).InclusiveBetween(0, 100_000);
            RuleFor(x => x.Reason).OptionalText(500);
        }
    }

    public CheckInClaim Claim() => new(Method, DeviceTime, Place, AccuracyMetres, Reason);
}

public static class CheckInEndpoint
{
    /// <summary>Records that a cleaner of the crew has begun at the site.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/check-in"), Permission(Permission.WorkOnJobs)]
    public static Task<IResult> Post(Guid jobId, CheckIn command, Commands commands) =>
        commands.Change<Job>(jobId, async (job, facts) =>
            job.CheckIn(facts.As(command.CleanerId), command.Claim(), await facts.The<Site>(job.SiteId),
                await facts.IsElsewhere(command.CleanerId, jobId), facts.Now));
}
