using System.Diagnostics;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Access.Reviews;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;
using JasperFx.Events;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Access;

/// <summary>Each test reviews the grants of a role of its own, so that it touches nobody else's.</summary>
public class AccessReviewTests(Server server) : IAsyncLifetime
{
    private readonly Company company = server.Company;
    private readonly Guid role = Guid.CreateVersion7();
    private Person reviewer = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server.Clock.TurnTo(Company.At(10));
        await server.Given<Role>(role, new RoleDefined(role, $"Reviewed {role}", [Permission.ReadRoles]));
        reviewer = await company.Employ(Positions.AccessReviewer, Scope.Company);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task of_two_hundred_grants_those_that_nobody_decided_about_are_revoked_within_a_minute()
    {
        var holders = await Holders(200);
        var review = await Open();
        var items = (await Read(review)).Items;
        items.Count.ShouldBe(200);
        (await Decide(review, [.. items.Take(100).Select(x => Choice(x, ReviewVerdict.Keep))])).ShouldBe(204);
        server.Clock.TurnTo(Company.At(11));
        (await Decide(review, [.. items.Skip(100).Take(40).Select(x => Choice(x, ReviewVerdict.Revoke))])).ShouldBe(204);
        var undecided = new Person(server, items[^1].Item.AccountId);
        (await undecided.Get("/api/access/roles")).ShouldBe(200);

        server.Clock.TurnTo(Company.At(10).AddDays(14));
        var waited = Stopwatch.StartNew();
        while ((await Read(review)).ClosedAt is null && waited.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(100, Cancelled);

        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (await undecided.Get("/api/access/roles")).ShouldBe(403);
        (await Task.WhenAll(holders.Select(x => server.Load<AccountDetails>(x)))).Count(x => x!.Grants is []).ShouldBe(100);
        var before = (await company.Auditor.Get($"/api/access/reviews/{review}/report")).ShouldBe(200);
        var report = before.Read<AccessReviewReport>();
        (report.Kept, report.Reduced, report.Revoked, report.RevokedUndecided, report.Undecided, report.Changed).ShouldBe((100, 0, 40, 60, 0, 0));
        report.Reviewers.ShouldHaveSingleItem().ShouldBe(new ReviewerConduct(reviewer.AccountId, Decisions: 140, Kept: 100, Batches: 2, LargestBatch: 100, SecondsEach: 0));
        report.Review.Items[120].Ruling!.Value.SecondsTaken.ShouldBe(3_600);
        await server.Rebuild<AccessReviewDetailsProjection>();
        (await company.Auditor.Get($"/api/access/reviews/{review}/report")).Body.ShouldBe(before.Body);
    }

    [Fact]
    public async Task the_snapshot_says_who_granted_what_when_and_when_it_was_used()
    {
        var holder = await company.Employ(Positions.Cleaner, Scope.Own);
        (await company.Security.Post($"/api/access/accounts/{holder.AccountId}/grant-role", new GrantRole(role, Scope.Branch, company.BranchId))).ShouldBe(204);
        (await holder.Get("/api/access/roles")).ShouldBe(200);
        await Used(holder.AccountId, Permission.ReadRoles);

        var item = (await Read(await Open())).Items.ShouldHaveSingleItem().Item;

        (item.AccountId, item.Grant, item.BranchId).ShouldBe((holder.AccountId, new Grant(role, Scope.Branch, company.BranchId, null), company.BranchId));
        (item.ReviewerId, item.GrantedBy).ShouldBe((reviewer.AccountId, company.Security.AccountId));
        item.LastUsedOn.ShouldBe(DateOnly.FromDateTime(DateTime.UtcNow));
        item.GrantedAt.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task a_decision_counts_for_the_next_request_and_is_recorded_on_the_account_with_its_author()
    {
        var holder = new Person(server, (await Holders(1))[0]);
        var review = await Open();
        (await holder.Get("/api/access/roles")).ShouldBe(200);

        var decided = (await Decide(review, new DecideAccessReview.Choice(1, ReviewVerdict.Revoke, "Not needed."))).ShouldBe(204);

        (await holder.Get("/api/access/roles")).ShouldBe(403);
        var effect = (await Recorded(holder.AccountId))[^1];
        effect.Data.ShouldBe(new RoleRevoked(holder.AccountId, role, "Not needed.", BranchId: null));
        (effect.UserName, effect.GetHeader("permission")!.ToString()).ShouldBe(($"{reviewer.AccountId}", Permission.DecideReviews));
        decided.Position.ShouldBe(Math.Max(effect.Sequence, (await Recorded(review))[^1].Sequence));
        (await Recorded(review)).Select(x => x.Data.GetType()).ShouldBe([typeof(AccessReviewOpened), typeof(AccessReviewDecided), typeof(AccessReviewClosed)]);
    }

    [Fact]
    public async Task a_reduced_grant_reaches_less_far_and_ends_sooner()
    {
        var holder = (await Holders(1))[0];
        var review = await Open();
        var rest = new DecideAccessReview.Rest(Scope.Branch, company.BranchId, Company.At(10).AddDays(30));

        (await Decide(review, new DecideAccessReview.Choice(1, ReviewVerdict.Reduce, "One branch will do.", rest))).ShouldBe(204);

        (await server.Load<AccountDetails>(holder))!.Grants.ShouldBe([new Grant(role, Scope.Branch, company.BranchId, rest.ExpiresAt)]);
    }

    [Fact]
    public async Task a_grant_that_changed_since_the_review_began_stays()
    {
        var holder = (await Holders(1))[0];
        var review = await Open();
        (await company.Security.Post($"/api/access/accounts/{holder}/grant-role", new GrantRole(role, Scope.Company, ExpiresAt: Company.At(10).AddDays(90)))).ShouldBe(204);

        (await Decide(review, new DecideAccessReview.Choice(1, ReviewVerdict.Revoke, "Not needed."))).ShouldBe(204);

        (await server.Load<AccountDetails>(holder))!.Grants.ShouldHaveSingleItem();
        (await Read(review)).Items[0].Ruling!.Value.Decision.Outcome.ShouldBe(ReviewOutcome.GrantChanged);
    }

    [Fact]
    public async Task of_twenty_decisions_at_once_one_counts_and_the_account_loses_the_role_once()
    {
        var holder = (await Holders(1))[0];
        var review = await Open();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(x =>
            Decide(review, new DecideAccessReview.Choice(1, x % 2 is 0 ? ReviewVerdict.Revoke : ReviewVerdict.Keep, $"Reason {x}."))));

        answers.ShouldAllBe(x => (int)x.Status == 204 || (int)x.Status == 409);
        (await Recorded(review)).Count(x => x.Data is AccessReviewDecided).ShouldBe(1);
        var verdict = (await Read(review)).Items[0].Ruling!.Value.Decision.Verdict;
        (await Recorded(holder)).Count(x => x.Data is RoleRevoked).ShouldBe(verdict is ReviewVerdict.Revoke ? 1 : 0);
    }

    [Fact]
    public async Task decisions_about_one_account_by_two_reviews_at_once_leave_nothing_half_done()
    {
        var holders = await Holders(10);
        var reviews = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Open()));

        var answers = await Task.WhenAll(reviews.Select(x => Decide(x, [.. Enumerable.Range(1, 10).Select(y => new DecideAccessReview.Choice(y, ReviewVerdict.Revoke, "Not needed."))])));

        answers.ShouldContain(x => (int)x.Status == 204);
        foreach (var holder in holders)
            (await Recorded(holder)).Count(x => x.Data is RoleRevoked).ShouldBe(1);
    }

    [Fact]
    public async Task reviewers_are_reminded_once_for_each_day()
    {
        await Holders(1);
        var review = await Open();
        var going = server.Host.Services.GetRequiredService<KeepAccessReviewsGoing>();

        server.Clock.TurnTo(Company.At(10).AddDays(10));
        await going.Look(Cancelled);
        await going.Look(Cancelled);

        var reminded = (await server.Events(review)).OfType<AccessReviewReminded>().ShouldHaveSingleItem();
        (reminded.Number, reminded.Undecided).ShouldBe((2, 1));
        reminded.Reviewers.ShouldBe([reviewer.AccountId]);
        (await Read(review)).NextAt.ShouldBe(Company.At(10).AddDays(13));
        (await Recorded(review))[^1].GetHeader("channel")!.ToString().ShouldBe("scheduler");
    }

    [Fact]
    public async Task a_reviewer_of_one_branch_decides_there_and_not_about_the_company()
    {
        var local = await company.Employ(Positions.AccessReviewer, Scope.Branch);
        await Holders(1);
        var (here, everywhere) = (await Open(local, company.BranchId), await Open());

        (await Decide(everywhere, local, new DecideAccessReview.Choice(1, ReviewVerdict.Keep, "Needed."))).ShouldBe(409);
        (await local.Get($"/api/access/reviews/{everywhere}")).ShouldBe(403);
        (await local.Get($"/api/access/reviews/{everywhere}/report")).ShouldBe(403);
        (await local.Get($"/api/access/reviews/{here}")).ShouldBe(200);
        (await Decide(here, local, new DecideAccessReview.Choice(1, ReviewVerdict.Keep, "Needed."))).ShouldBe(204);
        (await company.Security.Post("/api/access/reviews", Opening(local))).ShouldBeRefused("reviewer-may-not-decide");
    }

    [Fact]
    public async Task nobody_reviews_their_own_access_and_who_may_not_decide_decides_nothing()
    {
        await Append(reviewer.AccountId, new RoleGranted(reviewer.AccountId, role, Scope.Company, null, null));
        var review = await Open();

        (await Read(review)).Items.ShouldHaveSingleItem().Item.ReviewerId.ShouldBe(company.Security.AccountId);
        (await Decide(review, new DecideAccessReview.Choice(1, ReviewVerdict.Keep, "Mine."))).ShouldBeRefused("no-self-review");
        (await Decide(review, company.Dispatcher, new DecideAccessReview.Choice(1, ReviewVerdict.Keep, "Needed."))).ShouldBe(403);
        (await company.Dispatcher.Post("/api/access/reviews", Opening(reviewer))).ShouldBe(403);
        (await Decide(review, company.Security, new DecideAccessReview.Choice(1, ReviewVerdict.Keep, "Needed."))).ShouldBe(204);
    }

    [Theory]
    [InlineData("""{"decisions":[]}""", "decisions")]
    [InlineData("""{"decisions":[{"number":0,"verdict":"Keep","reason":"Needed."}]}""", "decisions[0].number")]
    [InlineData("""{"decisions":[{"number":1,"verdict":"Keep","reason":" "}]}""", "decisions[0].reason")]
    [InlineData("""{"decisions":[{"number":1,"verdict":"Reduce","reason":"Less."}]}""", "decisions[0].reducedTo")]
    [InlineData("""{"decisions":[{"number":1,"verdict":"Keep","reason":"Needed.","reducedTo":{"scope":"Own"}}]}""", "decisions[0].reducedTo")]
    [InlineData("""{"decisions":[{"number":1,"verdict":"Keep","reason":"Needed."},{"number":1,"verdict":"Revoke","reason":"Or not."}]}""", "decisions")]
    public async Task a_decision_is_whole_or_a_bad_request(string body, string field)
    {
        var answer = (await reviewer.PostText($"/api/access/reviews/{Guid.NewGuid()}/decide", body)).ShouldBe(400);

        answer.Body.ShouldContain($"\"{field}\":");
    }

    private async Task<Guid> Open(Person? by = null, Guid? branchId = null)
    {
        var opening = Opening(by ?? reviewer, branchId);
        (await company.Security.Post("/api/access/reviews", opening)).ShouldBe(201);
        return opening.AccessReviewId;
    }

    private OpenAccessReview Opening(Person by, Guid? branchId = null) => new(
        Guid.CreateVersion7(), "Spring", company.Security.AccountId, branchId, [new Reviewer(by.AccountId)], [role]);

    private async Task<AccessReviewDetails> Read(Guid review) => (await company.Auditor.Get($"/api/access/reviews/{review}")).ShouldBe(200).Read<AccessReviewDetails>();

    private static DecideAccessReview.Choice Choice(ReviewedGrant grant, ReviewVerdict verdict) => new(grant.Item.Number, verdict, "Looked at.");

    private Task<Answer> Decide(Guid review, params DecideAccessReview.Choice[] choices) => Decide(review, reviewer, choices);

    private static Task<Answer> Decide(Guid review, Person by, params DecideAccessReview.Choice[] choices) =>
        by.Post($"/api/access/reviews/{review}/decide", new DecideAccessReview(choices));

    /// <summary>Accounts that hold the role under review and nothing else.</summary>
    private async Task<IReadOnlyList<Guid>> Holders(int count)
    {
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
        await using var session = server.Store.LightweightSession();
        foreach (var id in ids)
        {
            session.Events.StartStream<Account>(id,
                new AccountOpened(id, $"R{id:N}"[..20], $"ID{id:N}", "Rea Example", Company.Trainee, company.BranchId), new RoleGranted(id, role, Scope.Company, null, null));
            session.Events.StartStream<Training>(Company.Passed(id).TrainingId, Company.Passed(id));
        }

        await session.SaveChangesAsync(Cancelled);
        return ids;
    }

    private async Task Used(Guid accountId, string permission)
    {
        for (var tries = 0; await server.Rows("select 1 from access.permission_use where account_id = $1 and permission = $2", accountId, permission) is []; tries++)
        {
            tries.ShouldBeLessThan(200);
            await Task.Delay(50, Cancelled);
        }
    }

    private async Task Append(Guid stream, object @event)
    {
        await using var session = server.Store.LightweightSession();
        session.Events.Append(stream, @event);
        await session.SaveChangesAsync(Cancelled);
    }

    private async Task<IReadOnlyList<IEvent>> Recorded(Guid stream)
    {
        await using var session = server.Store.QuerySession();
        return await session.Events.FetchStreamAsync(stream, token: Cancelled);
    }
}
