using CleaningEvents.Api.Access;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Governance;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Tests.Hostile;

/// <summary>
/// A working day of a branch of its own, played through the API, so that hostile requests meet jobs in every state. A stage of
/// the same name has the same ids everywhere: what failed on it once can be asked again.
/// </summary>
public sealed class Stage
{
    private static readonly string[] History = ["GetStreamEvents", "GetStreamState", "SearchEvents"];

    private readonly Server server;
    private readonly string name;
    private readonly Dictionary<string, List<Guid>> ids = [];
    private readonly Dictionary<string, Caller> callers = [];
    private readonly List<Secret> secrets = [];

    private Stage(Server server, string name) => (this.server, this.name) = (server, name);

    public IEnumerable<Caller> Callers => callers.Values;

    public IReadOnlyList<Secret> Secrets => secrets;

    public IEnumerable<Guid> All => ids.Values.SelectMany(x => x);

    /// <summary>The ids of what a member or parameter named so means, such as <c>leadCleanerId</c>.</summary>
    public IEnumerable<Guid> Named(string member) =>
        ids.FirstOrDefault(x => member.EndsWith(x.Key, StringComparison.OrdinalIgnoreCase)) is { Value: { } found } ? found : All;

    public static async Task<Stage> Set(Server server, string name)
    {
        server.Clock.TurnTo(Company.At(10));
        var stage = new Stage(server, name);
        var (here, elsewhere) = (await stage.Branch(), await stage.Branch());
        await stage.Hire(here, elsewhere);
        await stage.Accounts(here);
        var site = await stage.Site(here, "adviser", ["dispatcher", "adviser", "cleaner", "auditor"]);
        await stage.Site(elsewhere, "stranger's adviser", ["stranger", "stranger's adviser", "auditor"]);
        await stage.Day(here, site);
        await stage.Changes();
        return stage;
    }

    private async Task<Guid> Branch()
    {
        var id = Id("branchId");
        await Ask(server.Company.System, "/api/access/branches", new OpenBranch(id, $"Branch {id:N}", "Europe/Rome", "EUR"));
        return id;
    }

    private async Task Hire(Guid here, Guid elsewhere)
    {
        callers["nobody"] = new("nobody", Account: default, Token: null, []);
        callers["forger"] = new("forger", Account: default, server.TokenOf(server.Company.Security.AccountId)[..^5] + "AAAAA", []);
        callers["unknown account"] = new("unknown account", Account: default, server.TokenOf(NamedGuid.Of($"hostile/{name}/unknown")), []);
        foreach (var (caller, position, scope, branch) in new[]
        {
            ("administrator", Positions.SecurityAdministrator, Scope.Company, here),
            ("system administrator", Positions.SystemAdministrator, Scope.Company, here),
            ("auditor", Positions.AuditAdministrator, Scope.Company, here),
            ("dispatcher", Positions.Dispatcher, Scope.Branch, here),
            ("adviser", Positions.CustomerAdviser, Scope.Branch, here),
            ("cleaner", Positions.Cleaner, Scope.Own, here),
            ("stranger", Positions.Dispatcher, Scope.Branch, elsewhere),
            ("stranger's adviser", Positions.CustomerAdviser, Scope.Branch, elsewhere),
        })
        {
            var person = await server.Company.Employ(position, scope, branch);
            callers[caller] = new(caller, person.AccountId, server.TokenOf(person.AccountId), Positions.Roles[position]);
        }
    }

    private async Task Accounts(Guid branch)
    {
        var role = Id("roleId");
        await Ask(server.Company.Security, "/api/access/roles", new DefineRole(role, $"Role {role:N}", [Permission.ReadJobs]));
        var position = Id("positionId");
        await Ask(server.Company.Security, "/api/access/positions", new DefinePosition(position, $"Position {position:N}", [new PositionRole(role, Scope.Own)]));
        foreach (var suspended in new[] { false, true })
        {
            var account = Id("accountId");
            var identity = $"ID-{account:N}";
            secrets.Add(new(identity, History, ["auditor"]));
            await Ask(server.Company.Security, "/api/access/accounts", new OpenAccount(account, $"H{account:N}"[..20], identity, "Bea Example", position, branch));
            await Ask(server.Company.Security, $"/api/access/accounts/{account}/grant-role", new GrantRole(role, Scope.Company));
            if (suspended)
                await Ask(server.Company.Security, $"/api/access/accounts/{account}/suspend", new SuspendAccount("On leave"));
        }
    }

    private async Task<Guid> Site(Guid branch, string adviser, string[] knowers)
    {
        var (customer, site) = (Id("customerId"), Id("siteId"));
        var (phone, email, door) = ($"+39 {customer:N}", $"{customer:N}@example.org", $"Door code {site:N}");
        secrets.Add(new(phone, ["GetCustomer", "ListCustomers", "SearchCustomers", .. History], knowers));
        secrets.Add(new(email, ["GetCustomer", "ListCustomers", "SearchCustomers", .. History], knowers));
        secrets.Add(new(door, ["RevealAccess", "GetCleanersDay", .. History], knowers));
        await Ask(Person(adviser), "/api/crm/customers", new RegisterCustomer(customer, branch, "Rossi & Co", phone, email));
        await Ask(Person(adviser), "/api/crm/sites", new RegisterSite(site, customer, "Office", "Via Example 1", Company.Piazza, AccessInstructions: door));
        return site;
    }

    private async Task Day(Guid branch, Guid site)
    {
        var (dispatcher, cleaner) = (Person("dispatcher"), Person("cleaner"));
        var cleo = Id("cleanerId");
        await Ask(dispatcher, "/api/dispatch/cleaners", Joining(cleo, cleaner.AccountId, branch));
        await Ask(dispatcher, "/api/dispatch/cleaners", Joining(Id("cleanerId"), (await server.Company.Employ(Positions.Cleaner, Scope.Own, branch)).AccountId, branch));

        await Job(site, []);
        await Job(site, [("assign", dispatcher, Company.Crew((cleo, 14)))]);
        await Job(site, [("cancel", dispatcher, new CancelJob(CancellationReason.CompanyWeather))]);
        (string, Person, object)[] begun =
        [
            ("check-in", cleaner, new CheckIn(cleo, CheckInMethod.Manual, Reason: "No signal")),
            ("record-item", cleaner, new RecordChecklistItem(cleo, "kitchen", ItemOutcome.Done)),
        ];
        await Job(site,
        [
            ("assign", dispatcher, Company.Crew((cleo, 9))), .. begun, ("check-out", cleaner, new CheckOut(cleo)),
            ("complete", cleaner, new CompleteJob(cleo, CompletionOutcome.Full)),
        ]);
        await Job(site, [("assign", dispatcher, Company.Crew((cleo, 10))), .. begun]);
    }

    private async Task Job(Guid site, (string Verb, Person Person, object Command)[] steps)
    {
        var booking = Company.Booking(site) with { JobId = Id("jobId") };
        await Ask(Person("dispatcher"), "/api/dispatch/jobs", booking);
        foreach (var (verb, person, command) in steps)
            await Ask(person, $"/api/dispatch/jobs/{booking.JobId}/{verb}", command);
    }

    private static JoinCleaner Joining(Guid cleaner, Guid account, Guid branch) => new(
        cleaner, account, branch, "Cleo Example", [new Skill("regular")], Company.Piazza, new Shift(TimeOnly.MinValue, TimeOnly.MinValue));

    /// <summary>One change request that waits, and one that was rejected; the rule that they ask for would never apply.</summary>
    private async Task Changes()
    {
        var wanted = new SetTwoPersonRule("close-branch", Permission.ApproveChanges, 1, [new Condition("reason", Comparison.Equals, $"Never {name}")]);
        ids["changeRequestId"] = [await Proposed(wanted), await Proposed(wanted)];
        await Ask(Person("system administrator"), $"/api/governance/change-requests/{ids["changeRequestId"][1]}/reject", new RejectChange("Once will do"));
    }

    private async Task<Guid> Proposed(SetTwoPersonRule wanted) =>
        Guid.Parse((await Person("administrator").Post("/api/governance/two-person-rules", wanted)).ShouldBe(202).Location!.Split('/')[^1]);

    private Guid Id(string kind)
    {
        if (!ids.TryGetValue(kind, out var known))
            ids[kind] = known = [];
        known.Add(NamedGuid.Of($"hostile/{name}/{kind}/{known.Count}"));
        return known[^1];
    }

    private Person Person(string caller) => new(server, callers[caller].Account);

    private static async Task Ask(Person person, string url, object command) => ((int)(await person.Post(url, command)).Status).ShouldBeInRange(201, 204);
}

/// <summary>Somebody who sends hostile requests, with a <paramref name="Token"/> that need not be good.</summary>
public sealed record Caller(string Name, Guid Account, string? Token, IReadOnlyList<string> Permissions);

/// <summary>A value that only some operations show, and only to some callers.</summary>
public sealed record Secret(string Value, IReadOnlyList<string> ShownBy, IReadOnlyList<string> ShownTo);
