using System.Diagnostics;
using System.Security.Cryptography;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using Npgsql;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>B6: all keys are wrapped anew while the service answers, and no event changes.</summary>
public static class NewWrappingKey
{
    private const int Subjects = 100_000;
    private const int AtOnce = 1_000;

    private const string Digest = "select md5(string_agg(md5(e::text), '' order by seq_id)) from public.mt_events e where seq_id <= $1::bigint";

    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var node = await installation.Start(cancelled);
        var (customer, site) = await node.Register(installation.BranchId, "Max Beispiel", cancelled);
        await Keys(installation, cancelled);
        var last = long.Parse((await installation.EventRows("select max(seq_id) from public.mt_events", cancelled)).Single());
        var before = await installation.EventRows(Digest, cancelled, last);

        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var readers = Enumerable.Range(0, 2).Select(_ => Read(node, [Node.PathOf(customer), $"/api/crm/sites/{site}"], reading.Token)).ToList();
        var clock = Stopwatch.StartNew();
        var (code, output) = await installation.Run(cancelled, "rotate-wrapping-key");
        var took = clock.Elapsed;
        var fresh = await node.Register(installation.BranchId, "Written After", cancelled);
        await reading.CancelAsync();
        var reads = await Task.WhenAll(readers);

        var after = await installation.EventRows(Digest, cancelled, last);
        var left = (await installation.KeyRows(
            "select count(*) from public.subject_key where wrapped is not null and wrapping_key <> (select max(wrapping_key) from public.wrapping_proof)", cancelled)).Single();
        var (answered, failed) = (reads.Sum(x => x.Answered), reads.SelectMany(x => x.Failures).ToList());
        var freshName = await node.NameOf(fresh.Customer, cancelled);
        return
        [
            new("B6", $"keys of {Subjects:N0} subjects wrapped anew by `rotate-wrapping-key`, start of the program included",
                $"{took.TotalSeconds:0.0} s, exit code {code}, {left} left; {output.Trim().Split('\n')[0]}",
                $"{Bar.TotalSeconds:0} s", code is 0 && left is "0" && took <= Bar),
            new("B6", $"digest over all {last:N0} events before and after", before.SequenceEqual(after) ? "the same" : "another", "the same", before.SequenceEqual(after)),
            new("B6", "reads and a write meanwhile",
                $"{answered} reads, {failed.Count} failed{string.Concat(failed.Take(2).Select(x => $": {x}"))}; what was written after reads as {freshName}",
                "0 failed", answered > 0 && failed is []),
        ];
    }

    /// <summary>Keys as the service makes them.</summary>
    private static async Task Keys(Installation installation, CancellationToken cancelled)
    {
        using var database = new KeysDatabase(NpgsqlDataSource.Create(installation.Keys.Connection(Databases.Keys)));
        var (store, wrapping) = (new SubjectKeyStore(database), new LocalWrappingKey(installation.WrappingKeys));
        for (var made = 0; made < Subjects; made += AtOnce)
            await store.Create(await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Draft(wrapping, cancelled))), cancelled);
    }

    private static async Task<StoredKey> Draft(LocalWrappingKey wrapping, CancellationToken cancelled)
    {
        var id = Guid.CreateVersion7();
        return new StoredKey(
            id, new KeyScope(Guid.CreateVersion7(), Purpose.Contact, ""), await wrapping.Wrap(RandomNumberGenerator.GetBytes(32), id, cancelled), IsNewest: true);
    }

    private static async Task<(int Answered, List<string> Failures)> Read(Node node, string[] addresses, CancellationToken stop)
    {
        var (answered, failures) = (0, new List<string>());
        while (!stop.IsCancellationRequested)
        {
            var answer = await node.Adviser.Ask(addresses[answered % addresses.Length], CancellationToken.None);
            answered++;
            if (answer.Status is not 200 || answer.Body.Contains("[erased]", StringComparison.Ordinal))
                failures.Add($"{answer.Status}");
        }

        return (answered, failures);
    }
}
