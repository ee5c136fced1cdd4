using CleaningEvents.Api.Access;
using CleaningEvents.Projections;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Tests.Access;

public class OpenAccountTests(Server server)
{
    private readonly Company company = server.Company;
    private readonly string identity = $"ID-{Guid.NewGuid()}";

    [Fact]
    public async Task of_many_accounts_for_one_identity_at_once_one_is_opened()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Open(New(identity))));

        answers.Count(x => (int)x.Status is 201).ShouldBe(1);
        answers.Where(x => (int)x.Status is not 201).ShouldAllBe(x => x.Rule == "identity-has-account");
    }

    [Fact]
    public async Task a_number_is_never_given_twice()
    {
        var first = New(identity);
        (await Open(first)).ShouldBe(201);

        (await Open(New($"ID-{Guid.NewGuid()}") with { EmployeeNumber = first.EmployeeNumber })).ShouldBeRefused("employee-number-taken");
    }

    [Fact]
    public async Task who_left_may_come_back_under_a_new_number()
    {
        var first = New(identity);
        (await Open(first)).ShouldBe(201);
        (await Open(New(identity))).ShouldBeRefused("identity-has-account");
        (await company.Security.Post($"/api/access/accounts/{first.AccountId}/close", new CloseAccount("Left."))).ShouldBe(204);

        (await Open(New(identity))).ShouldBe(201);
        (await Open(New($"ID-{Guid.NewGuid()}") with { EmployeeNumber = first.EmployeeNumber })).ShouldBeRefused("employee-number-taken");
    }

    [Fact]
    public async Task the_number_of_an_identity_document_is_claimed_without_being_told()
    {
        var account = New(identity);
        (await Open(account)).ShouldBe(201);

        var claimed = (await server.Rows("select value from unique_claim where stream_id = $1", account.AccountId)).Select(x => (string)x[0]).ToList();

        claimed.Count.ShouldBe(2);
        claimed.ShouldContain(account.EmployeeNumber);
        claimed.ShouldNotContain(identity);
    }

    [Fact]
    public async Task claims_made_anew_are_the_same()
    {
        (await Open(New(identity))).ShouldBe(201);
        var before = await Claims();

        await server.Rebuild<UniqueClaimsTable>();

        (await Claims()).ShouldBe(before);
        (await Open(New(identity))).ShouldBeRefused("identity-has-account");

        async Task<List<string>> Claims() => [.. (await server.Rows("select c::text from unique_claim c order by kind, value")).Select(x => (string)x[0])];
    }

    [Fact]
    public async Task lists_go_page_by_page_without_gaps_or_repeats()
    {
        for (var i = 0; i < 5; i++) (await Open(New($"ID-{Guid.NewGuid()}"))).ShouldBe(201);

        List<Guid> seen = [];
        Guid? after = null;
        do
        {
            var page = (await company.Security.Get($"/api/access/accounts?limit=3{(after is null ? "" : $"&after={after}")}")).ShouldBe(200).Read<Api.Http.Page<AccountDetails>>();
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(page.Items.Select(x => x.Id));
            after = page.Next;
        }
        while (after is not null);

        seen.ShouldBeUnique();
        seen.Count.ShouldBeGreaterThanOrEqualTo(5);
    }

    private Task<Answer> Open(OpenAccount open) => company.Security.Post("/api/access/accounts", open);

    private static OpenAccount New(string identity) =>
        new(Guid.CreateVersion7(), $"A-{Guid.NewGuid():N}"[..20], identity, "Ada Example", Company.Trainee);
}
