using System.Diagnostics;
using System.Text;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Projections.Crm;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CleaningEvents.Benchmarks;

/// <summary>
/// What it costs to seal: RegisterSite, whose event and read model hold four protected members each, through the way of a command without
/// HTTP around it, beside the same with a serializer that lets everything pass; and a list of 200 customers read warm.
/// </summary>
public static class Sealing
{
    private const int Clients = 8;
    private const int CustomersInList = 200;

    public static async Task Measure(Cluster cluster, Wanted wanted, Report report, CancellationToken cancelled)
    {
        await using var sealing = await Side.Open(cluster, "sealed", _ => { }, cancelled);
        await using var passing = await Side.Open(cluster, "pass_through", LetPass, cancelled);
        var pairs = await Pairs.Measure(
            wanted.IsQuick ? 2 : 16,
            () => Load.For(wanted.Each, Clients, (_, _) => sealing.RegisterSite(cancelled), cancelled),
            () => Load.For(wanted.Each, Clients, (_, _) => passing.RegisterSite(cancelled), cancelled));

        report.Part("Sealing", $"A command that seals four members, {Clients} clients, {pairs.One.Count} pairs in turn; the ratio with the 95 % interval of its median.");
        report.Table("RegisterSite", ["what", "a second", "p50 ms", "p99 ms", "client's CPU"],
            [["sealed", .. Report.Figures(Measurement.Median(pairs.One))], ["let pass", .. Report.Figures(Measurement.Median(pairs.Other))]]);
        report.Table("Sealed to let pass", ["median of the ratios", "from", "to"],
            [pairs.Ratio()]);
        await List(sealing, passing, report, wanted.IsQuick ? 20 : 400, cancelled);
    }

    private static async Task List(Side sealing, Side passing, Report report, int times, CancellationToken cancelled)
    {
        var rows = new List<string[]>();
        foreach (var (name, side) in new[] { ("sealed", sealing), ("let pass", passing) })
        {
            var whole = await Times(times, () => side.List(CustomersInList, cancelled));
            rows.Add([$"from the database, {name}", $"{Load.Quantile(whole, 0.5):0.00}", $"{Load.Quantile(whole, 0.99):0.00}"]);
        }

        var stored = sealing.StoredCustomers(CustomersInList);
        var opened = await Times(times, () => Task.FromResult(stored.Select(x => sealing.Serializer.FromJson<CustomerDetails>(new MemoryStream(x))).Count()));
        rows.Add(["opened alone, sealed", $"{Load.Quantile(opened, 0.5):0.00}", $"{Load.Quantile(opened, 0.99):0.00}"]);
        report.Table($"A list of {CustomersInList} customers, warm", ["what", "p50 ms", "p99 ms"], rows);
    }

    private static async Task<double[]> Times(int count, Func<Task> once)
    {
        var taken = new double[count];
        for (var i = 0; i < count; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await once();
            taken[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        return taken;
    }

    private static void LetPass(WebApplicationBuilder builder) => builder.Services.ConfigureMarten(options =>
    {
        options.UseSystemTextJsonForSerialization(Weasel.Core.EnumStorage.AsString, Weasel.Core.Casing.CamelCase);
        options.Listeners.RemoveAll(x => x is KeysAtHand);
    });

    /// <summary>One of the two, with its own databases, a customer for the sites and a list of customers.</summary>
    private sealed class Side(WebApplication application, Guid customerId) : IAsyncDisposable
    {
        private readonly IDocumentStore store = application.Services.GetRequiredService<IDocumentStore>();
        private readonly NpgsqlDataSource database = application.Services.GetRequiredService<NpgsqlDataSource>();
        private readonly FactSources sources = application.Services.GetRequiredService<FactSources>();

        public ISerializer Serializer => store.Options.Serializer();

        public static async Task<Side> Open(Cluster cluster, string name, Action<WebApplicationBuilder> configure, CancellationToken cancelled)
        {
            var settings = ServerSettings.Of(
                await cluster.Database(name, cancelled), await cluster.Database($"{name}_keys", cancelled), Path.Combine(cluster.KeysFolder, name), Company.Monday);
            var application = await Application.Of(settings, cancelled, configure);
            // Nobody else is here whose erasures must be heard of.
            application.Services.GetRequiredService<KeyMemory>().Trust(heard: true);
            var side = new Side(application, Guid.CreateVersion7());
            await side.Seed(cancelled);
            for (var i = 0; i < 200; i++)
                await side.RegisterSite(cancelled);
            return side;
        }

        public async Task RegisterSite(CancellationToken cancelled)
        {
            var command = new RegisterSite(
                Guid.CreateVersion7(), customerId, "Office on the second floor", "Via Example 1, 40121 Bologna", new GeoPoint(44.4938, 11.3430), AccessInstructions: "Ring twice, alarm 4711");
            if (await RegisterSiteEndpoint.Post(command, Commands(Permission.RegisterSites, cancelled)) is not Accepted)
                throw new InvalidOperationException("The site was refused.");
        }

        public async Task List(int customers, CancellationToken cancelled)
        {
            await using var session = store.QuerySession();
            var found = await session.Query<CustomerDetails>().OrderBy(x => x.Id).Take(customers).ToListAsync(cancelled);
            if (found.Count != customers)
                throw new InvalidOperationException($"{found.Count} customers.");
        }

        public byte[][] StoredCustomers(int count) =>
            [.. Enumerable.Range(0, count).Select(x => Encoding.UTF8.GetBytes(Serializer.ToJson(
                new CustomerDetails(Guid.CreateVersion7(), customerId, $"Customer {x}", $"+39 051 {x}", $"{x}@example.com", null))))];

        public ValueTask DisposeAsync() => application.DisposeAsync();

        private async Task Seed(CancellationToken cancelled)
        {
            var branchId = Guid.CreateVersion7();
            await using var session = store.LightweightSession();
            session.Events.StartStream<Branch>(branchId, new BranchOpened(branchId, "Bologna", "Europe/Rome", "EUR"));
            foreach (var id in Enumerable.Range(0, CustomersInList).Select(_ => Guid.CreateVersion7()).Append(customerId))
                session.Events.StartStream<Customer>(id, new CustomerRegistered(id, branchId, "Rossi & Co", "+39 051 1", "rossi@example.com", null));
            await session.SaveChangesAsync(cancelled);
        }

        private Api.Http.Commands Commands(string permission, CancellationToken cancelled) =>
            new(store, database, sources, application.Services.GetRequiredService<Signatures>(), CommandContext.OfInstallation(permission, cancelled, "api"));
    }
}
