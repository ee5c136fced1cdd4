using System.Diagnostics;

namespace CleaningEvents.Hosting.Tests;

/// <summary>Waits, within bounds, for a condition.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var timer = new PeriodicTimer(Tick);
        for (var waited = Stopwatch.StartNew(); !await condition(); await timer.WaitForNextTickAsync())
        {
            waited.Elapsed.ShouldBeLessThan(Patience, what);
        }
    }
}
