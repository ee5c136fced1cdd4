using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="CleanerId">Who ends; a cleaner only for themselves.</param>
public record CheckOut(Guid CleanerId)
{
    public class Validator : AbstractValidator<CheckOut>
    {
        public Validator() => RuleFor(x => x.CleanerId).NotEmpty();
    }
}

public static class CheckOutEndpoint
{
    /// <summary>Records that a cleaner has ended at the site.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/check-out"), Permission(Permission.WorkOnJobs)]
    public static Task<IResult> Post(Guid jobId, CheckOut command, Commands commands) =>
        commands.Change<Job>(jobId, (job, facts) => job.CheckOut(facts.As(command.CleanerId), facts.Now));
}
