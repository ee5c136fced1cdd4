using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CleaningEvents.Benchmarks;

/// <summary>A cleaning company with a running server: a branch, a dispatcher, an auditor, 100 cleaners and 20 sites.</summary>
public sealed class Company : IAsyncDisposable
{
    /// <summary>Monday, 2 March 2026, midnight in Bologna.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 1, 23, 0, 0, TimeSpan.Zero);

    private static readonly GeoPoint Piazza = new(44.4938, 11.3430);

    private readonly WebApplication application;
    private readonly ServerProcess server;
    private readonly JobSeeds seeds;

    private Company(Cluster cluster, WebApplication application, ServerProcess server)
    {
        (Cluster, this.application, this.server) = (cluster, application, server);
        seeds = new JobSeeds(BranchId, CustomerId, Sites, Cleaners);
    }

    public Cluster Cluster { get; }
    public ServerProcess Server => server;
    public Guid BranchId { get; } = Guid.CreateVersion7();
    public Guid CustomerId { get; } = Guid.CreateVersion7();
    public Guid[] Sites { get; } = Ids(20);
    public Guid[] Cleaners { get; } = Ids(100);
    public NpgsqlDataSource Database => application.Services.GetRequiredService<NpgsqlDataSource>();

    public Guid DispatcherId { get; private set; }
    public Guid AuditorId { get; private set; }

    /// <summary>Talks to the server as the dispatcher.</summary>
    public Caller Dispatcher { get; private set; } = null!;

    /// <summary>Talks to the server as the auditor.</summary>
    public Caller Auditor { get; private set; } = null!;

    private IDocumentStore Store => application.Services.GetRequiredService<IDocumentStore>();

    public static async Task<Company> Found(Cluster cluster, CancellationToken cancelled)
    {
        var settings = ServerSettings.Of(
            cluster.Connection(Databases.Events), cluster.Connection(Databases.Keys), cluster.KeysFolder, Monday.AddHours(9));
        var server = await ServerProcess.Start(
            ServerProcess.Service, [], Path.Combine(cluster.Folder, "service.log"), settings, "/health/ready", cancelled);
        var company = new Company(cluster, await Application.Of(settings, cancelled), server);
        await company.Open(cancelled);
        return company;
    }

    /// <summary>Jobs with cleaners inside, written straight to the store.</summary>
    public async Task<Work[]> JobsInProgress(int count, int answers, CancellationToken cancelled)
    {
        var jobs = Enumerable.Range(0, count).Select(_ => seeds.InProgress(answers)).ToArray();
        await Write(jobs.Select(x => (x.Work.JobId, x.Events)), cancelled);
        return [.. jobs.Select(x => x.Work)];
    }

    /// <summary>Plans <see cref="JobSeeds.BoardDay"/> and says of how many jobs.</summary>
    public async Task<int> FullDay(CancellationToken cancelled)
    {
        var jobs = seeds.Day().ToArray();
        await Write(jobs, cancelled);
        return jobs.Length;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await application.DisposeAsync();
    }

    private async Task Write(IEnumerable<(Guid JobId, object[] Events)> jobs, CancellationToken cancelled)
    {
        foreach (var batch in jobs.Chunk(100))
        {
            await using var session = Store.LightweightSession();
            foreach (var (id, events) in batch)
                session.Events.StartStream<Job>(id, events);
            await session.SaveChangesAsync(cancelled);
        }
    }

    private async Task Open(CancellationToken cancelled)
    {
        await using var session = Store.LightweightSession();
        session.Events.StartStream<Branch>(BranchId, new BranchOpened(BranchId, "Bologna", "Europe/Rome", "EUR"));
        session.Events.StartStream<Customer>(CustomerId, new CustomerRegistered(CustomerId, BranchId, "Rossi & Co", null, null, null));
        foreach (var id in Sites)
            session.Events.StartStream<Site>(id, new SiteRegistered(id, CustomerId, BranchId, "Office", "Via Example 1", Piazza, 100, null, "Code 4711", null));
        foreach (var id in Cleaners)
            session.Events.StartStream<Cleaner>(id, new CleanerJoined(
                id, Guid.CreateVersion7(), BranchId, "Cleo Example", [new Skill("regular")], Piazza, new Shift(TimeOnly.MinValue, TimeOnly.MinValue), null));
        DispatcherId = session.Employ(Positions.Dispatcher, Scope.Branch, BranchId);
        AuditorId = session.Employ(Positions.AuditAdministrator, Scope.Company, BranchId);
        await session.SaveChangesAsync(cancelled);
        (Dispatcher, Auditor) = (Caller(DispatcherId), Caller(AuditorId));
    }

    private Caller Caller(Guid account) => new(server.Address, ServerSettings.TokenOf(account, Cluster.KeysFolder));

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
}
