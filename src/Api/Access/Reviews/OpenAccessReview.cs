using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Reviews;

/// <param name="AccessReviewId">A new UUIDv7 from the client.</param>
/// <param name="Name">What people call it, at most 100 characters.</param>
/// <param name="FallbackReviewerId">Who may decide about every grant but their own.</param>
/// <param name="BranchId">The branch whose grants are reviewed; null for all of the company.</param>
/// <param name="Reviewers">Who decides about the grants of a branch, or of all branches where none is named; at most 100. Nobody decides about their own.</param>
/// <param name="RoleIds">The roles whose grants are reviewed, at most 100; null for all.</param>
/// <param name="DaysToDecide">After how many days what is undecided is revoked, 1 to 90.</param>
/// <param name="ReminderDays">After how many days reviewers are reminded, each less than the days to decide, at most 10.</param>
public record OpenAccessReview(
    Guid AccessReviewId, string Name, Guid FallbackReviewerId, Guid? BranchId = null, IReadOnlyList<Reviewer>? Reviewers = null, IReadOnlyList<Guid>? RoleIds = null,
    int DaysToDecide = 14, IReadOnlyList<int>? ReminderDays = null)
{
    private static readonly int[] UsualReminders = [7, 10, 13];

    public IEnumerable<int> Reminders() => (ReminderDays ?? [.. UsualReminders.Where(x => x < DaysToDecide)]).Distinct().Order();

    public class Validator : AbstractValidator<OpenAccessReview>
    {
        public Validator()
        {
            RuleFor(x => x.AccessReviewId).NotEmpty();
            RuleFor(x => x.Name).Text(100);
            RuleFor(x => x.FallbackReviewerId).NotEmpty();
            RuleFor(x => x.Reviewers!).AtMost(100).When(x => x.Reviewers is not null);
            RuleFor(x => x.RoleIds!).AtMost(100).When(x => x.RoleIds is not null);
            RuleFor(x => x.DaysToDecide).InclusiveBetween(1, 90);
            RuleFor(x => x.ReminderDays!).AtMost(10).When(x => x.ReminderDays is not null);
            RuleForEach(x => x.ReminderDays).GreaterThan(0).LessThan(x => x.DaysToDecide);
        }
    }
}

public static class OpenAccessReviewEndpoint
{
    /// <summary>Begins a review of all grants of the company or a branch, as they are held at this moment; what nobody decides about is revoked in the end.</summary>
    [WolverinePost("/api/access/reviews"), Permission(Permission.OpenReviews)]
    public static Task<IResult> Post(OpenAccessReview command, Commands commands, Actors actors) =>
        commands.Start<AccessReview>(command.AccessReviewId, $"/api/access/reviews/{command.AccessReviewId}", async (review, facts) =>
        {
            if (command.BranchId is { } branchId)
                await facts.The<Branch>(branchId);
            var reviewers = command.Reviewers ?? [];
            var wanted = new AccessReviewOpened(
                command.AccessReviewId, command.Name, command.BranchId, command.FallbackReviewerId, await Snapshot(command, facts),
                [.. command.Reminders().Select(x => facts.Now.AddDays(x))], facts.Now.AddDays(command.DaysToDecide), facts.Now);
            return AccessReview.Open(review, wanted, reviewers, await MayDecide(reviewers.Select(x => x.AccountId).Append(command.FallbackReviewerId), command.BranchId, actors, facts));
        });

    private static async Task<IReadOnlyList<ReviewItem>> Snapshot(OpenAccessReview command, Facts facts)
    {
        var rules = await Duties.KeptApart(facts.Session, facts.Cancelled);
        var accounts = await facts.Session.Query<AccountDetails>().Where(x => x.Status != AccountStatus.Closed).OrderBy(x => x.Id).ToListAsync(facts.Cancelled);
        var held = await HeldGrants.For(facts).Of(accounts);
        return
        [
            .. from account in held.GroupBy(x => x.Account.Id)
               let conflicts = SegregationRule.Violated(rules, [.. account.SelectMany(x => x.Role.Permissions)]).Select(x => x.Name).ToArray()
               from grant in account
               where command.BranchId is null || grant.BranchId == command.BranchId
               where command.RoleIds is null || command.RoleIds.Contains(grant.Grant.RoleId)
               select new ReviewItem(
                   Number: 0, account.Key, grant.Grant, grant.BranchId, ReviewerId: Guid.Empty, grant.LastUsedOn, grant.GrantedBy, grant.GrantedAt, conflicts),
        ];
    }

    private static async Task<HashSet<Guid>> MayDecide(IEnumerable<Guid> reviewers, Guid? branchId, Actors actors, Facts facts)
    {
        HashSet<Guid> permitted = [];
        foreach (var reviewer in reviewers.Distinct())
            if (await actors.Find(reviewer, facts.Cancelled) is { } actor && actor.ReachOf(Permission.DecideReviews).Covers(branchId ?? Guid.Empty))
                permitted.Add(reviewer);
        return permitted;
    }
}
