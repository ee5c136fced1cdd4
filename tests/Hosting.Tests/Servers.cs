using System.Diagnostics;
using System.Globalization;

namespace CleaningEvents.Hosting.Tests;

/// <summary>Counts and kills the servers that run on a data directory, by what the operating system says of them.</summary>
internal static class Servers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public static int[] On(string home) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && CommandLineOf(id) is [var program, ..] line && program.EndsWith("/postgres") && line.Contains(Path.Combine(home, "server", "data"))),
    ];

    public static void Kill(int server)
    {
        using var process = Process.GetProcessById(server);
        process.Kill();
    }

    public static Task CountToAsync(string home, int expected) =>
        UntilAsync(() => On(home).Length == expected, $"{expected} server(s) on {home}");

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(Tick);
        for (var waited = Stopwatch.StartNew(); !condition(); await timer.WaitForNextTickAsync())
        {
            waited.Elapsed.ShouldBeLessThan(Patience, what);
        }
    }

    private static string[] CommandLineOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
