using System.Diagnostics;
using System.Globalization;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>What a server notes in <c>postmaster.pid</c>, and whether the process it names is that server.</summary>
internal sealed record PostmasterFile(string[] Lines)
{
    private const int Identity = 3; // process id, data directory, start time
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(10);

    public int ProcessId => Number(0);

    public int Port => Number(3);

    public bool IsReady => Lines.Length > 7 && Lines[7].Trim() == "ready";

    public static PostmasterFile? Read(string data)
    {
        try
        {
            return new(File.ReadAllLines(PathIn(data)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static void DeleteFrom(string data) => File.Delete(PathIn(data));

    /// <summary>False also for a process that merely inherited the number.</summary>
    public bool NamesLivingServer() => ProcessId > 0 && (OperatingSystem.IsLinux() ? WorksInItsData() : LooksLikeIt());

    // A server works in its data directory, where its own note lies. A zombie works nowhere.
    private bool WorksInItsData()
    {
        try
        {
            return File.ReadLines(PathIn($"/proc/{ProcessId}/cwd")).Take(Identity).SequenceEqual(Lines.Take(Identity));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool LooksLikeIt()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.ProcessName == "postgres"
                && (process.StartTime.ToUniversalTime() - DateTimeOffset.FromUnixTimeSeconds(Number(2))).Duration() < ClockSlack;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private int Number(int line) =>
        line < Lines.Length && int.TryParse(Lines[line], CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string PathIn(string directory) => Path.Combine(directory, "postmaster.pid");
}
