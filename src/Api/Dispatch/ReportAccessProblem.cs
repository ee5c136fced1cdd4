using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="CleanerId">Who stands there; a cleaner only for themselves.</param>
/// <param name="Problem">NobodyHome, KeyMissing, Alarm, Unsafe or Refused.</param>
/// <param name="MinutesWaited">How long, 0 to 1,440 minutes.</param>
/// <param name="Note">What happened, at most 500 characters.</param>
public record ReportAccessProblem(Guid CleanerId, AccessProblem Problem, int MinutesWaited, string? Note = null)
{
    public class Validator : AbstractValidator<ReportAccessProblem>
    {
        public Validator()
        {
            RuleFor(x => x.CleanerId).NotEmpty();
            RuleFor(x => x.MinutesWaited).InclusiveBetween(0, 1_440);
            RuleFor(x => x.Note).OptionalText(500);
        }
    }
}

public static class ReportAccessProblemEndpoint
{
    /// <summary>Records that a cleaner could not get in or could not begin; the job stays open.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/report-access-problem"), Permission(Permission.WorkOnJobs)]
    public static Task<IResult> Post(Guid jobId, ReportAccessProblem command, Commands commands) =>
        commands.Change<Job>(jobId, (job, facts) =>
            job.ReportAccessProblem(facts.As(command.CleanerId), command.Problem, command.MinutesWaited, command.Note, facts.Now));
}
