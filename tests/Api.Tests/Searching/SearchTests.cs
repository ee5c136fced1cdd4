using System.Text;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using CleaningEvents.Projections.Search;

namespace CleaningEvents.Tests.Searching;

public class SearchTests(Server server)
{
    private const string Customers = "/api/crm/customers";
    private const string Sites = "/api/crm/sites";

    private readonly Company company = server.Company;

    /// <summary>A word that no other test says.</summary>
    private readonly string word = string.Concat(Guid.NewGuid().ToString("N").Select(x => (char)('a' + x % 26)));

    [Fact]
    public async Task a_customer_is_found_by_name_phone_and_email()
    {
        var digits = Random(10);
        var id = await Customer($"Mario {word}", $"+39 051 {digits}", $"{word}@example.org");

        (await Found<CustomerDetails>(Customers, new(word[..7]))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new($"{word} MAR"))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new($"051 {digits[..9]}"))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new($"{word}@EXAMPLE.org"))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new($"mario {word}", Exact: true))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new(word, SearchField.Name, Exact: true))).ShouldBeEmpty();
        (await Found<CustomerDetails>(Customers, new(word, SearchField.Email))).ShouldBeEmpty();
        (await Found<CustomerDetails>(Customers, new(word, SearchField.Phone), status: 400)).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_customer_is_found_by_a_chinese_name()
    {
        var name = $"王{HanName()}";
        var id = await Customer(name);

        (await Found<CustomerDetails>(Customers, new(name))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new(name[1..]))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new("王", Limit: 200))).ShouldContain(id);
    }

    [Fact]
    public async Task a_changed_contact_is_found_by_the_new_values_only()
    {
        var id = await Customer($"Old{word}", $"051 {Random(10)}");
        (await company.Adviser.Post($"{Customers}/{id}/change-contact", new ChangeContact($"New{word}", Phone: null, $"{word}@example.org"))).ShouldBe(204);

        (await Found<CustomerDetails>(Customers, new($"new{word}"))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new($"{word}@example.org"))).ShouldBe([id]);
        (await Found<CustomerDetails>(Customers, new($"old{word}"))).ShouldBeEmpty();
        (await Tokens(id, "phone")).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_site_is_found_by_name_and_address()
    {
        var id = await Site(await Customer("Rossi"), $"Office {word}", $"Via {word} 12, Bologna");

        (await Found<SiteDetails>(Sites, new($"off {word}", SearchField.Name))).ShouldBe([id]);
        (await Found<SiteDetails>(Sites, new($"via {word} 1", SearchField.Address))).ShouldBe([id]);
        (await Found<SiteDetails>(Sites, new($"via {word} 2"))).ShouldBeEmpty();
        (await Found<SiteDetails>(Sites, new(word, SearchField.Phone), status: 400)).ShouldBeEmpty();
    }

    [Fact]
    public async Task accounts_and_cleaners_are_found_by_name()
    {
        var account = Guid.CreateVersion7();
        (await company.Security.Post("/api/access/accounts", new OpenAccount(account, $"S{account:N}"[..20], $"ID{account:N}", $"Bea {word}", Company.Trainee))).ShouldBe(201);
        var cleaner = Guid.CreateVersion7();
        (await company.Dispatcher.Post("/api/dispatch/cleaners", new JoinCleaner(
            cleaner, account, company.BranchId, $"Cleo {word}", [], Company.Piazza, new Shift(TimeOnly.MinValue, TimeOnly.MinValue)))).ShouldBe(201);

        (await Found<AccountDetails>("/api/access/accounts", new($"bea {word}"), company.Security)).ShouldBe([account]);
        (await Found<CleanerDetails>("/api/dispatch/cleaners", new($"cleo {word}"), company.Dispatcher)).ShouldBe([cleaner]);
    }

    [Fact]
    public async Task a_search_reaches_no_further_than_the_callers_branch()
    {
        var branch = Guid.CreateVersion7();
        (await company.System.Post("/api/access/branches", new OpenBranch(branch, $"Elsewhere {branch}", "Europe/Rome", "EUR"))).ShouldBe(201);
        var stranger = await company.Employ(Positions.CustomerAdviser, Scope.Branch, branch);
        var everywhere = await company.Employ(Positions.CustomerAdviser, Scope.Company);
        var id = await Customer(word);

        (await Found<CustomerDetails>(Customers, new(word), stranger)).ShouldBeEmpty();
        (await Found<CustomerDetails>(Customers, new(word), everywhere)).ShouldBe([id]);
        (await company.System.Post($"{Customers}/search", new Search(word))).ShouldBe(403);
    }

    [Fact]
    public async Task pages_go_on_without_gaps_or_repeats()
    {
        List<Guid> all = [];
        for (var i = 0; i < 5; i++)
            all.Add(await Customer($"{word} {i}"));

        List<Guid> seen = [];
        Guid? after = null;
        do
        {
            var page = (await Ask(Customers, new(word, Limit: 2, After: after))).ShouldBe(200).Read<Page<CustomerDetails>>();
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.Items.Select(x => x.Id));
            after = page.Next;
        }
        while (after is not null);

        seen.ShouldBe(all);
    }

    [Fact]
    public async Task what_only_the_index_takes_for_it_is_not_shown()
    {
        var beginning = word[..8];
        await Customer($"{beginning}a");
        var id = await Customer($"{beginning}b");
        var other = await Customer("Verdi");
        await server.Rows(
            "update blind_index set tokens = (select tokens from blind_index where record_id = $1 and field = 'name') where record_id = $2 and field = 'name'", id, other);

        (await Found<CustomerDetails>(Customers, new($"{beginning}b"))).ShouldBe([id]);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData("x", null)]
    [InlineData("--", "Name")]
    [InlineData("12", "Phone")]
    public async Task a_text_that_says_too_little_is_refused(string text, string? field) =>
        (await Ask(Customers, new(text, field is null ? null : Enum.Parse<SearchField>(field)))).ShouldBe(400);

    [Fact]
    public async Task a_question_takes_no_key_and_leaves_no_receipt()
    {
        var before = await Receipts();

        (await Ask(Customers, new(word))).ShouldBe(200).ETag.ShouldBeNull();

        (await Receipts()).ShouldBe(before);

        async Task<object> Receipts() => (await server.Rows("select count(*) from command_receipt")).Single().Single();
    }

    [Fact]
    public async Task the_index_holds_nothing_that_anybody_could_read()
    {
        var phone = $"051{Random(8)}";
        var id = await Customer($"Mario {word}", phone, $"{word}@example.org");

        var row = string.Concat((await server.Rows("select b::text from blind_index b where record_id = $1", id)).Select(x => x[0]));

        row.ShouldNotBeEmpty();
        foreach (var secret in new[] { word, "Mario", phone, "example" })
            foreach (var form in new[] { secret, secret.ToUpperInvariant(), Convert.ToHexString(Encoding.UTF8.GetBytes(secret)) })
                row.ShouldNotContain(form, Case.Insensitive);
        (await Tokens(id, "name")).Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task who_is_erased_is_found_no_more_and_a_rebuild_makes_the_same_index()
    {
        var (kept, erased) = (await Customer($"Kept{word}"), await Customer($"Gone{word}", $"051{Random(8)}", $"{word}@example.org"));
        var site = await Site(erased, $"Site{word}", $"Via {word}");
        await Site(kept, "Office", "南京西路100号");
        var before = await Tokens(kept, "name");

        await company.Erase(await company.Officer(), erased);

        (await Found<CustomerDetails>(Customers, new($"gone{word}"))).ShouldBeEmpty();
        (await Found<CustomerDetails>(Customers, new($"{word}@example.org"))).ShouldBeEmpty();
        (await Found<SiteDetails>(Sites, new($"via {word}"))).ShouldBeEmpty();
        (await Found<CustomerDetails>(Customers, new("erased"))).ShouldNotContain(erased);
        (await Index(erased, site)).ShouldBeEmpty();
        var live = await Index(kept, erased, site);

        await server.Rebuild<BlindIndex>();

        (await Index(kept, erased, site)).ShouldBe(live);
        (await Tokens(kept, "name")).ShouldBe(before);
        (await Found<CustomerDetails>(Customers, new($"kept{word}"))).ShouldBe([kept]);
    }

    [Fact]
    public async Task who_was_erased_and_is_known_again_is_found_again()
    {
        var id = await Customer(word);
        var officer = await company.Officer();
        await company.Erase(officer, id);
        (await officer.Post($"/api/governance/subjects/{id}/reauthorise", new ReauthoriseSubject(ReauthorisationGround.NewContract))).ShouldBe(204);

        var change = new ChangeContact($"Again {word}", Phone: null, Email: null);
        for (var i = 0; i < 100 && (int)(await company.Adviser.Post($"{Customers}/{id}/change-contact", change)).Status is not 204; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);

        (await Found<CustomerDetails>(Customers, new($"again {word}"))).ShouldBe([id]);
    }

    private async Task<Guid> Customer(string name, string? phone = null, string? email = null)
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, name, phone, email);
        (await company.Adviser.Post(Customers, customer)).ShouldBe(201);
        return customer.CustomerId;
    }

    private async Task<Guid> Site(Guid customer, string name, string address)
    {
        var site = new RegisterSite(Guid.CreateVersion7(), customer, name, address, Company.Piazza);
        (await company.Adviser.Post(Sites, site)).ShouldBe(201);
        return site.SiteId;
    }

    private Task<Answer> Ask(string list, Search search, Person? person = null) =>
        (person ?? company.Adviser).Post($"{list}/search", search, ifMatch: null, key: "");

    private async Task<IEnumerable<Guid>> Found<T>(string list, Search search, Person? person = null, int status = 200) where T : IVersioned
    {
        var answer = (await Ask(list, search, person)).ShouldBe(status);
        return status is 200 ? [.. answer.Read<Page<T>>().Items.Select(x => x.Id)] : [];
    }

    private async Task<long[]> Tokens(Guid id, string field) =>
        [.. (await server.Rows("select tokens from blind_index where record_id = $1 and field = $2", id, field)).SelectMany(x => (long[])x[0])];

    private async Task<List<string>> Index(params Guid[] records) =>
        [.. (await server.Rows("select b::text from blind_index b where record_id = any($1) order by model, record_id, field", records)).Select(x => (string)x[0])];

    private static string Random(int digits) => string.Concat(Guid.NewGuid().ToByteArray().Take(digits).Select(x => (char)('1' + x % 9)));

    private static string HanName() => string.Concat(Guid.NewGuid().ToByteArray().Take(3).Select(x => (char)(0x4E00 + x)));
}
