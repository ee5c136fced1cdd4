using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="CleanerId">Who of the crew did not come.</param>
public record RecordNoShow(Guid CleanerId)
{
    public class Validator : AbstractValidator<RecordNoShow>
    {
        public Validator() => RuleFor(x => x.CleanerId).NotEmpty();
    }
}

public static class RecordNoShowEndpoint
{
    /// <summary>Records that a cleaner did not come, from 15 minutes after the planned start.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/record-no-show"), Permission(Permission.RecordNoShows)]
    public static Task<IResult> Post(Guid jobId, RecordNoShow command, Commands commands) =>
        commands.Change<Job>(jobId, (job, facts) => job.RecordNoShow(command.CleanerId, Finder.Person, facts.Now));
}
