using System.Collections.Concurrent;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Reliability.Reading;

/// <summary>E6: whatever is killed meanwhile, every answer with data has its event in the log.</summary>
public static class EveryAnswerRecorded
{
    private const int Answers = 10_000;
    private const int BetweenKills = 900;
    private const int Clients = 16;
    private const int Customers = 50;

    private const string Recorded =
        """
        select concat(data ->> 'accountId', '/', record, '/', count(*)) from public.mt_events, jsonb_array_elements_text(data -> 'records') as shown (record)
        where type = 'record_accessed' and data ->> 'kind' = 'CustomerDetails' group by data ->> 'accountId', record
        """;

    private static readonly string[] Readers = [Positions.CustomerAdviser, Positions.Dispatcher];

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var node = await installation.Start(cancelled);
        List<Guid> customers = [];
        for (var i = 0; i < Customers; i++)
            customers.Add((await node.Register(installation.BranchId, $"Read {i}", cancelled)).Customer);

        var tally = new Tally { Node = node };
        var reading = Enumerable.Range(0, Clients).Select(x => Task.Run(() => Read(x, customers, tally, cancelled), cancelled)).ToArray();
        var kills = await Kill(installation, tally, cancelled);
        await Task.WhenAll(reading);

        var recorded = (await installation.EventRows(Recorded, cancelled)).Select(x => x.Split('/')).ToDictionary(x => (x[0], x[1]), x => long.Parse(x[2]));
        var missing = tally.Shown.Sum(x => Math.Max(0, x.Value - recorded.GetValueOrDefault(($"{installation.Account(x.Key.Reader)}", $"{x.Key.Record}"))));
        return
        [
            new("E6", $"{Clients} clients read {Customers} customers while {kills} times the service or PostgreSQL is killed (SIGKILL)",
                $"{tally.Count} answers with data, {missing} without their event; {tally.Refusals} refused or cut off", "0 without",
                missing is 0 && tally.Count >= Answers && tally.Refusals > 0),
        ];
    }

    private static async Task Read(int client, List<Guid> customers, Tally tally, CancellationToken cancelled)
    {
        var reader = Readers[client % Readers.Length];
        for (var n = client; tally.Count < Answers; n++)
        {
            var record = customers[n % Customers];
            try
            {
                var answer = await tally.Node.Reading(reader).Ask(Node.PathOf(record), cancelled);
                if (answer.Status is 200 && answer.Body.Contains("Read ", StringComparison.Ordinal))
                {
                    tally.Add(reader, record);
                    continue;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancelled.IsCancellationRequested))
            {
                // Cut off: whatever came of it, nobody saw an answer.
            }

            tally.Refuse();
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancelled);
        }
    }

    /// <summary>The service and the database in turn, each after some answers more.</summary>
    private static async Task<int> Kill(Installation installation, Tally tally, CancellationToken cancelled)
    {
        var kills = 0;
        for (var next = BetweenKills; tally.Count < Answers; next = tally.Count + BetweenKills)
        {
            while (tally.Count < Math.Min(next, Answers))
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancelled);
            if (tally.Count >= Answers)
                break;
            if (kills++ % 2 is 0)
                tally.Node = await installation.Replace(tally.Node, cancelled);
            else
                installation.Events.Kill();
        }

        return kills;
    }

    private sealed class Tally
    {
        private volatile Node node = null!;
        private int count;
        private int refusals;

        public required Node Node { get => node; set => node = value; }

        public ConcurrentDictionary<(string Reader, Guid Record), long> Shown { get; } = [];

        public int Count => Volatile.Read(ref count);

        public int Refusals => Volatile.Read(ref refusals);

        public void Add(string reader, Guid record)
        {
            Shown.AddOrUpdate((reader, record), 1, (_, x) => x + 1);
            Interlocked.Increment(ref count);
        }

        public void Refuse() => Interlocked.Increment(ref refusals);
    }
}
