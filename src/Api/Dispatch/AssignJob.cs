using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="Crew">One cleaner with a planned start for each position of the job; the end follows from its duration.</param>
/// <param name="LeadCleanerId">Who of the crew leads.</param>
public record AssignJob(IReadOnlyList<Wish> Crew, Guid LeadCleanerId)
{
    public class Validator : AbstractValidator<AssignJob>
    {
        public Validator()
        {
            RuleFor(x => x.Crew).Crew();
            RuleFor(x => x.LeadCleanerId).NotEmpty();
        }
    }
}

public static class AssignJobEndpoint
{
    /// <summary>Gives a booked job to a crew that keeps every hard rule; nobody is on two jobs at once.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/assign"), Permission(Permission.AssignJobs)]
    public static Task<IResult> Post(Guid jobId, AssignJob command, Commands commands) =>
        commands.Change<Job>(jobId, async (job, facts) =>
        {
            var crew = await facts.Crew(job, command.Crew);
            return job.Assign(command.Crew, command.LeadCleanerId, crew.Candidates, crew.Site, crew.Zone);
        });
}
