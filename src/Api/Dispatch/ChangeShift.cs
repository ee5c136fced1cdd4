using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="Shift">Daily hours on the branch's wall clock; an end not after the start lies on the next day.</param>
public record ChangeShift(Shift Shift)
{
    public class Validator : AbstractValidator<ChangeShift>;
}

public static class ChangeShiftEndpoint
{
    /// <summary>Changes a cleaner's daily hours; jobs already assigned stay.</summary>
    [WolverinePost("/api/dispatch/cleaners/{cleanerId}/change-shift"), Permission(Permission.JoinCleaners)]
    public static Task<IResult> Post(Guid cleanerId, ChangeShift command, Commands commands) =>
        commands.Change<Cleaner>(cleanerId, (cleaner, _) => cleaner.ChangeShift(command.Shift));
}
