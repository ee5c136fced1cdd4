using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="CleanerId">A new UUIDv7 from the client.</param>
/// <param name="AccountId">The employee's account; one cleaner for one account.</param>
/// <param name="BranchId">The branch the cleaner works for.</param>
/// <param name="Name">What colleagues call the cleaner, at most 100 characters.</param>
/// <param name="Skills">Kinds of work the cleaner may do, at most 100, each at most 60 characters and named once.</param>
/// <param name="Home">Where the first way of a day starts, WGS 84 degrees.</param>
/// <param name="Shift">Daily hours on the branch's wall clock; an end not after the start lies on the next day.</param>
/// <param name="ExternalReference">The cleaner's number where it comes from, at most 100 characters; unique.</param>
public record JoinCleaner(
    Guid CleanerId, Guid AccountId, Guid BranchId, string Name, IReadOnlyList<Skill> Skills, GeoPoint Home, Shift Shift,
    string? ExternalReference = null)
{
    public class Validator : AbstractValidator<JoinCleaner>
    {
        public Validator()
        {
            RuleFor(x => x.CleanerId).NotEmpty();
            RuleFor(x => x.AccountId).NotEmpty();
            RuleFor(x => x.BranchId).NotEmpty();
            RuleFor(x => x.Name).Text(100);
            RuleFor(x => x.Skills).AtMost(100).Must(x => x.DistinctBy(y => y.Name).Count() == x.Count).WithMessage("A skill is named twice.");
            RuleForEach(x => x.Skills).ChildRules(skill => skill.RuleFor(x => x.Name).Text(60));
            RuleFor(x => x.Home).OnEarth();
            RuleFor(x => x.ExternalReference).OptionalText(100);
        }
    }
}

public static class JoinCleanerEndpoint
{
    /// <summary>Takes an employee into the crew of a branch.</summary>
    [WolverinePost("/api/dispatch/cleaners"), Permission(Permission.JoinCleaners)]
    public static Task<IResult> Post(JoinCleaner command, Commands commands) =>
        commands.Start<Cleaner>(command.CleanerId, $"/api/dispatch/cleaners/{command.CleanerId}", async (cleaner, facts) =>
        {
            var account = await facts.The<Account>(command.AccountId);
            var branch = await facts.The<Branch>(command.BranchId);
            var joined = new CleanerJoined(
                command.CleanerId, account.Id, branch.Id, command.Name, command.Skills, command.Home, command.Shift, command.ExternalReference);
            return Cleaner.Join(cleaner, joined, account, await facts.Claims(
                (UniqueKind.CleanerAccount, account.Id.ToString()), (UniqueKind.CleanerReference, command.ExternalReference)));
        });
}
