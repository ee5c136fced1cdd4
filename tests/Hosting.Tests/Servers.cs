using System.Diagnostics;
using System.Globalization;

namespace CleaningEvents.Hosting.Tests;

/// <summary>Counts and kills the servers that run on a data directory, by what the operating system says of them.</summary>
internal static class Servers
{
    public static int[] On(string home)
    {
        var candidates = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsServerOn(Path.Combine(home, "server", "data"), id))
            .ToHashSet();

        // A child looks like its server until it has taken a title of its own.
        return [.. candidates.Where(id => !candidates.Contains(ParentOf(id)))];
    }

    public static void Kill(int server)
    {
        using var process = Process.GetProcessById(server);
        process.Kill();
    }

    public static Task CountToAsync(string home, int expected) =>
        Eventually.TrueAsync(() => On(home).Length == expected, $"{expected} server(s) on {home}");

    private static bool IsServerOn(string data, int process) =>
        TextOf(process, "cmdline").Split('\0') is [var program, ..] line && program.EndsWith("/postgres") && line.Contains(data);

    // The name in parentheses comes before the state and the parent.
    private static int ParentOf(int process) =>
        TextOf(process, "stat").Split(") ") is [_, var rest] ? int.Parse(rest.Split(' ')[1], CultureInfo.InvariantCulture) : 0;

    private static string TextOf(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
