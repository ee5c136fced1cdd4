using CleaningEvents.Api.Access;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>Tells canaries to every command that takes free text or personal data.</summary>
public sealed class Planting(Node node, Guid branchId, Canaries canaries, CancellationToken cancelled)
{
    private readonly Guid role = Guid.CreateVersion7();
    private readonly Guid position = Guid.CreateVersion7();

    /// <summary>What the service said to those it refused.</summary>
    public List<string> Refusals { get; } = [];

    private Caller Security => node.As(Positions.SecurityAdministrator);

    private Caller Dispatcher => node.As(Positions.Dispatcher);

    public async Task PlantAll()
    {
        var (customer, site) = await Customer();
        var (another, _) = await Customer();
        await Tell(Security, "/api/access/roles", new DefineRole(role, $"Observer {role}", [Permission.ReadBranches]));
        await Tell(Security, "/api/access/positions", new DefinePosition(position, $"Trainee {position}", []));
        var first = await Employee();
        var second = await Employee();
        await Jobs(customer, site, first.Cleaner, second.Cleaner);
        await Leave(first, second);
        await Holds(customer);
        await Proposals(another);
        await Refused(customer);
        await Searches(customer);
    }

    private string Next(string kind) => canaries.Next(kind);

    private async Task<(Guid Customer, Guid Site)> Customer()
    {
        var (customer, site) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Tell(node.Adviser, "/api/crm/customers", new RegisterCustomer(customer, branchId, Next("name"), Next("phone"), Next("e-mail")));
        await Tell(node.Adviser, $"/api/crm/customers/{customer}/change-contact", new ChangeContact(Next("name"), Next("phone"), Next("e-mail")));
        await Tell(node.Adviser, "/api/crm/sites", new RegisterSite(
            site, customer, Next("site"), Next("address"), new GeoPoint(canaries.Degrees(44.49), canaries.Degrees(11.34)), AccessInstructions: Next("door code")));
        await Tell(node.Adviser, $"/api/crm/sites/{site}/change-instructions", new ChangeSiteInstructions(Next("door code")));
        return (customer, site);
    }

    private async Task<(Guid Account, Guid Cleaner)> Employee()
    {
        var (account, cleaner, identity) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Next("identity number"));
        OpenAccount Open(Guid id, string name) => new(id, $"K{id:N}"[..20], identity, name, position, branchId);
        await Tell(Security, "/api/access/accounts", Open(account, Next("name")));
        Refusals.Add((await Security.Tell("/api/access/accounts", Open(Guid.CreateVersion7(), "Somebody Else"), cancelled)).Expect(409).Body);
        await Tell(Dispatcher, "/api/dispatch/cleaners", new JoinCleaner(
            cleaner, account, branchId, Next("name"), [new Skill("regular")], new GeoPoint(canaries.Degrees(44.48), canaries.Degrees(11.33)),
            new Shift(TimeOnly.MinValue, TimeOnly.MinValue)));
        return (account, cleaner);
    }

    private async Task Jobs(Guid customer, Guid site, Guid first, Guid second)
    {
        await Tell(node.Adviser, $"/api/crm/sites/{site}/prefer-cleaner", new PreferCleaner(second, CleanerPreference.Preferred, Next("reason")));
        var (done, cancelledJob) = (await Assigned(site, first, 0.5), await Assigned(site, first, 2));

        await Tell(Dispatcher, $"{done}/reschedule", new RescheduleJob(Window, RescheduleReason.CustomerAskedForAnotherTime, Next("reason")));
        await Tell(Dispatcher, $"{done}/assign", new AssignJob([new Wish(1, first, At(0.5))], first));
        await Tell(Dispatcher, $"{done}/reassign", new ReassignJob([new Wish(1, second, At(1))], second, Next("reason")));
        await Tell(Dispatcher, $"{done}/check-in", new CheckIn(
            second, CheckInMethod.Manual, Place: new GeoPoint(canaries.Degrees(44.47), canaries.Degrees(11.32)), AccuracyMetres: 10, Reason: Next("reason")));
        await Tell(Dispatcher, $"{done}/record-item", new RecordChecklistItem(second, "kitchen", ItemOutcome.Done, Next("note")));
        await Tell(Dispatcher, $"{done}/record-item", new RecordChecklistItem(second, "windows", ItemOutcome.Skipped, Next("note")));
        await Tell(Dispatcher, $"{done}/check-out", new CheckOut(second));
        await Tell(Dispatcher, $"{done}/complete", new CompleteJob(second, CompletionOutcome.Partial, Next("reason"), Next("name")));

        await Tell(Dispatcher, $"{cancelledJob}/report-access-problem", new ReportAccessProblem(first, AccessProblem.Alarm, 20, Next("note")));
        await Tell(Dispatcher, $"{cancelledJob}/cancel", new CancelJob(CancellationReason.CustomerNobodyHome, Next("note")));
        await Tell(node.Adviser, "/api/crm/sites", new RegisterSite(
            Guid.CreateVersion7(), customer, "Second home", "Via Example 2", new GeoPoint(44.4, 11.3), AccessInstructions: Next("note")));
    }

    private async Task Leave((Guid Account, Guid Cleaner) first, (Guid Account, Guid Cleaner) second)
    {
        await Tell(Security, $"/api/access/accounts/{first.Account}/grant-role", new GrantRole(role, Scope.Company));
        await Tell(Security, $"/api/access/accounts/{first.Account}/revoke-role", new RevokeRole(role, Next("reason")));
        await Tell(Security, $"/api/access/accounts/{first.Account}/change-position", new ChangePosition(position, Next("reason")));
        await Tell(Security, $"/api/access/accounts/{first.Account}/suspend", new SuspendAccount(Next("reason")));
        await Tell(Security, $"/api/access/accounts/{first.Account}/reinstate", new ReinstateAccount(Next("reason")));
        await Tell(Dispatcher, $"/api/dispatch/cleaners/{first.Cleaner}/leave", new LetCleanerGo(Next("reason")));
        await Tell(Security, $"/api/access/accounts/{first.Account}/close", new CloseAccount(Next("reason")));
        await Tell(Security, $"/api/access/accounts/{second.Account}/suspend", new SuspendAccount(Next("reason")));
    }

    private async Task Holds(Guid customer)
    {
        for (var i = 0; i < 2; i++)
        {
            var hold = Guid.CreateVersion7();
            await Tell(node.Officer, "/api/governance/legal-holds", new PlaceLegalHold(hold, customer, Next("reason")));
            await Tell(node.Officer, $"/api/governance/subjects/{customer}/lift-hold", new LiftLegalHold(hold, i is 0 ? Next("reason") : Next("note")));
        }
    }

    private async Task Proposals(Guid customer)
    {
        (Caller Who, string Verb, object Reason)[] ends = [(Security, "reject", new RejectChange(Next("reason"))), (node.Officer, "withdraw", new WithdrawChange(Next("reason")))];
        foreach (var (who, verb, reason) in ends)
        {
            var proposed = (await node.Officer.Tell("/api/governance/erasures", new EraseSubject(customer, ErasureGround.SubjectAsked), cancelled)).Expect(202);
            await Tell(who, $"{proposed.Location}/{verb}", reason);
        }
    }

    /// <summary>Looked for by what was told, and disclosed: answers say it in clear to who may know, but nothing of it stays.</summary>
    private async Task Searches(Guid customer)
    {
        (Caller Who, string Path)[] all =
            [(node.Adviser, "/api/crm/customers"), (node.Adviser, "/api/crm/sites"), (Security, "/api/access/accounts"), (Dispatcher, "/api/dispatch/cleaners")];
        foreach (var (who, path) in all)
            foreach (var text in canaries.Used.ToList())
                (await who.Tell($"{path}/search", new Search(text), cancelled)).Expect(200);
        (await node.Officer.Ask($"/api/governance/subjects/{customer}/data", cancelled)).Expect(200);
    }

    private async Task Refused(Guid customer)
    {
        var taken = new RegisterCustomer(customer, branchId, Next("refused"), ExternalReference: "another");
        Refusals.Add((await node.Adviser.Tell("/api/crm/customers", taken, cancelled)).Expect(409).Body);
        Refusals.Add((await node.Adviser.Tell("/api/crm/customers", new RegisterCustomer(Guid.Empty, branchId, Next("refused")), cancelled)).Expect(400).Body);
        Refusals.Add((await node.Adviser.Ask($"/api/crm/customers?after={Uri.EscapeDataString(Next("refused"))}", cancelled)).Expect(400).Body);
    }

    private static StartWindow Window => new(At(0.5), At(8));

    private static DateTimeOffset At(double hours) => Installation.Now.AddHours(hours);

    private async Task<string> Assigned(Guid site, Guid cleaner, double hour)
    {
        var job = new BookJob(Guid.CreateVersion7(), site, Window, [new BookJob.Part("regular", 60)],
            [new ChecklistItem("kitchen", Required: true), new ChecklistItem("windows", Required: false)]);
        await Tell(Dispatcher, "/api/dispatch/jobs", job);
        await Tell(Dispatcher, $"/api/dispatch/jobs/{job.JobId}/assign", new AssignJob([new Wish(1, cleaner, At(hour))], cleaner));
        return $"/api/dispatch/jobs/{job.JobId}";
    }

    private async Task Tell(Caller caller, string path, object command)
    {
        if (await caller.Tell(path, command, cancelled) is { Status: not (>= 200 and < 300) } refused)
            throw new HttpRequestException($"{path}: {refused.Status} {refused.Body}");
    }
}
