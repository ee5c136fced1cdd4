using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="Crew">The whole crew from now on: one cleaner with a planned start for each position.</param>
/// <param name="LeadCleanerId">Who of the crew leads.</param>
/// <param name="Reason">Why, at most 500 characters.</param>
public record ReassignJob(IReadOnlyList<Wish> Crew, Guid LeadCleanerId, string Reason)
{
    public class Validator : AbstractValidator<ReassignJob>
    {
        public Validator()
        {
            RuleFor(x => x.Crew).Crew();
            RuleFor(x => x.LeadCleanerId).NotEmpty();
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class ReassignJobEndpoint
{
    /// <summary>Changes the crew or its times; who has checked in stays.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/reassign"), Permission(Permission.AssignJobs)]
    public static Task<IResult> Post(Guid jobId, ReassignJob command, Commands commands) =>
        commands.Change<Job>(jobId, async (job, facts) =>
        {
            var crew = await facts.Crew(job, command.Crew);
            return job.Reassign(command.Crew, command.LeadCleanerId, command.Reason, crew.Candidates, crew.Site, crew.Zone);
        });
}
