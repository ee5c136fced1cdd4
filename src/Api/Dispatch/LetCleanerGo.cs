using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record LetCleanerGo(string Reason)
{
    public class Validator : AbstractValidator<LetCleanerGo>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class LetCleanerGoEndpoint
{
    /// <summary>Records that a cleaner has left; nobody assigns them from then on.</summary>
    [WolverinePost("/api/dispatch/cleaners/{cleanerId}/leave"), Permission(Permission.JoinCleaners)]
    public static Task<IResult> Post(Guid cleanerId, LetCleanerGo command, Commands commands) =>
        commands.Change<Cleaner>(cleanerId, async (cleaner, facts) =>
        {
            await facts.LockCleaners([cleanerId]);
            return cleaner.Leave(command.Reason, facts.Now);
        });
}
