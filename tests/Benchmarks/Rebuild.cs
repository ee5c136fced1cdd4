using System.Diagnostics;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CleaningEvents.Benchmarks;

/// <summary>How fast a read model is made anew from the whole log.</summary>
public static class Rebuild
{
    private const int AnswersOfJob = 5;
    private const int EventsOfJob = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task Measure(Cluster cluster, Wanted wanted, Report report, CancellationToken cancelled)
    {
        // The keys' database serves both companies: no event here is about anybody.
        await using var application = await Application.Of(
            ServerSettings.Of(await cluster.Database("rebuild", cancelled), cluster.Connection(Databases.Keys), cluster.KeysFolder, Company.Monday), cancelled);
        var store = application.Services.GetRequiredService<IDocumentStore>();
        var database = application.Services.GetRequiredService<NpgsqlDataSource>();

        var events = wanted.IsQuick ? 10_000 : 200_000;
        await Seed(store, events / EventsOfJob, cancelled);
        using var daemon = await store.BuildProjectionDaemonAsync();
        report.Part("Rebuild", $"A read model dropped and made anew from {events:N0} events of {events / EventsOfJob:N0} jobs.");
        List<string[]> rows = [];
        foreach (var (model, table) in new[] { ("BoardCard", "public.mt_doc_boardcard"), ("FactJob", "analytics.fact_job") })
        {
            var clock = Stopwatch.StartNew();
            await daemon.RebuildProjectionAsync(model, Patience, cancelled);
            var seconds = clock.Elapsed.TotalSeconds;
            var made = await Progress.Number(database, $"select count(*) from {table}", cancelled);
            rows.Add([model, $"{made:N0}", $"{seconds:0.0}", $"{events / seconds:N0}"]);
        }

        report.Table("From the beginning", ["read model", "rows", "seconds", "events a second"], rows);
    }

    private static async Task Seed(IDocumentStore store, int jobs, CancellationToken cancelled)
    {
        Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
        var seeds = new JobSeeds(Guid.CreateVersion7(), Guid.CreateVersion7(), Ids(20), Ids(100));
        foreach (var batch in Enumerable.Range(0, jobs).Chunk(2_000))
            await store.BulkInsertEventsAsync([.. batch.Select(_ => Stream(store, seeds))], cancellation: cancelled);
    }

    private static StreamAction Stream(IDocumentStore store, JobSeeds seeds)
    {
        var (id, events) = seeds.Completed(AnswersOfJob);
        var stream = StreamAction.Start(((DocumentStore)store).Events, id, events);
        stream.AggregateType = typeof(Job);
        return stream;
    }
}
