namespace CleaningEvents.Reliability.Erasure;

/// <summary>B8: what one node erases is soon unreadable on another that had the keys in its memory.</summary>
public static class TwoNodes
{
    private const int Erasures = 20;

    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var (first, second) = (await installation.Start(cancelled), await installation.Start(cancelled));
        List<double> waited = [];
        for (var i = 0; i < Erasures; i++)
        {
            var (customer, _) = await first.Register(installation.BranchId, $"Warm {i}", cancelled);
            foreach (var node in new[] { first, second, first, second })
                await node.NameOf(customer, cancelled);
            waited.Add(await Wait(first, second, customer, cancelled));
        }

        waited.Sort();
        return
        [
            new("B8", $"{Erasures} erasures by one of two nodes, both warm: from the order to the replacement on the other",
                $"p50 {waited[Erasures / 2]:0} ms, max {waited[^1]:0} ms",
                $"{Bar.TotalSeconds:0} s", waited[^1] <= Bar.TotalMilliseconds),
        ];
    }

    private static async Task<double> Wait(Node orders, Node shows, Guid customer, CancellationToken cancelled)
    {
        var clock = await orders.Order(customer, cancelled);
        await Installation.Eventually(async () => await shows.NameOf(customer, cancelled) is "[erased]", TimeSpan.FromSeconds(30), cancelled);
        return clock.Elapsed.TotalMilliseconds;
    }
}
