using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace CleaningEvents.Benchmarks.Bare;

/// <summary>The request that answers an item of a checklist.</summary>
public record RecordBareItem(Guid CleanerId, string Item, ItemOutcome Outcome, string? Note = null)
{
    public class Validator : AbstractValidator<RecordBareItem>
    {
        public Validator()
        {
            RuleFor(x => x.CleanerId).NotEmpty();
            RuleFor(x => x.Item).NotEmpty().MaximumLength(200);
            RuleFor(x => x.Note).MaximumLength(500);
        }
    }
}

/// <summary>Answers without asking anything.</summary>
public static class RecordBareItemEndpoint
{
    /// <summary>Goes on with the stream of a job.</summary>
    [WolverinePost("/bare/jobs/{jobId}/record-item")]
    public static (IResult, Events) Post(RecordBareItem command, [WriteModel] Job job) =>
        (Results.NoContent(),
            [new ChecklistItemRecorded(job.Id, job.CustomerId, command.Item, command.Outcome, command.CleanerId, command.Note, TimeProvider.System.GetUtcNow())]);
}
