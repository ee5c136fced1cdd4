using System.Diagnostics;
using System.Text.Json.Nodes;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Governance;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Reliability;

/// <summary>A node of an installation, and the people who talk to it.</summary>
public sealed class Node(ServerProcess server, IReadOnlyDictionary<string, Guid> accounts, string keysFolder) : IAsyncDisposable
{
    // A token proves who somebody is for five minutes where that is asked anew.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, (Caller Caller, long Made)> callers = [];

    public Uri Address => server.Address;

    public Caller Adviser => As(Positions.CustomerAdviser);

    public Caller Auditor => As(Positions.AuditAdministrator);

    public Caller Officer => As(Positions.DataProtectionOfficer);

    /// <summary>What it wrote to its log up to now.</summary>
    public async Task<string> Log(CancellationToken cancelled)
    {
        await using var stream = new FileStream(server.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancelled);
    }

    public Caller As(string position)
    {
        if (!callers.TryGetValue(position, out var known) || Stopwatch.GetElapsedTime(known.Made) > Fresh)
            callers[position] = known = (For(accounts[position]), Stopwatch.GetTimestamp());
        return known.Caller;
    }

    /// <summary>The same for many clients at once.</summary>
    public Caller Reading(string position)
    {
        lock (callers)
            return As(position);
    }

    public Caller For(Guid account) => new(server.Address, ServerSettings.TokenOf(account, keysFolder));

    /// <summary>A new customer of this name with a site of theirs.</summary>
    public async Task<(Guid Customer, Guid Site)> Register(Guid branchId, string name, CancellationToken cancelled)
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), branchId, name, "+39 051 770 4101");
        var site = new RegisterSite(Guid.CreateVersion7(), customer.CustomerId, "Home", "Via Example 1", new GeoPoint(44.4938, 11.3430), AccessInstructions: "Code 4711");
        (await Adviser.Tell("/api/crm/customers", customer, cancelled)).Expect(201);
        (await Adviser.Tell("/api/crm/sites", site, cancelled)).Expect(201);
        return (customer.CustomerId, site.SiteId);
    }

    /// <summary>The name that a customer is shown under.</summary>
    public async Task<string> NameOf(Guid customer, CancellationToken cancelled) =>
        $"{JsonNode.Parse((await Adviser.Ask(PathOf(customer), cancelled)).Expect(200).Body)!["customer"]!["name"]}";

    public static string PathOf(Guid customer) => $"/api/crm/customers/{customer}";

    /// <summary>Orders an erasure, with a second person where one is needed, and tells how long ago the order was given.</summary>
    public async Task<Stopwatch> Order(Guid subject, CancellationToken cancelled)
    {
        var clock = Stopwatch.StartNew();
        var answer = await Officer.Tell("/api/governance/erasures", new EraseSubject(subject, ErasureGround.SubjectAsked), cancelled);
        if (answer.Status is not 202)
        {
            answer.Expect(201);
            return clock;
        }

        clock.Restart();
        (await As(Positions.SecurityAdministrator).Tell($"{answer.Location}/approve", body: null, cancelled)).Expect(204);
        return clock;
    }

    /// <summary>Erases a subject and waits for the receipt.</summary>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    public async Task Erase(Guid subject, CancellationToken cancelled)
    {
        await Order(subject, cancelled);
        if (!await Installation.Eventually(async () => await IsErased(subject, cancelled), TimeSpan.FromSeconds(30), cancelled))
            throw new TimeoutException("The erasure is not confirmed.");
    }

    /// <summary>Whether the log knows that the subject was erased.</summary>
    public async Task<bool> IsErased(Guid subject, CancellationToken cancelled) =>
        await Officer.Ask($"/api/governance/subjects/{subject}", cancelled) is { Status: 200, Body: var body }
        && $"{JsonNode.Parse(body)!["erasure"]}" is "erased" or "Erased";

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
