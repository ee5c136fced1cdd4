using System.Diagnostics;
using System.Globalization;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>What a server notes in <c>postmaster.pid</c>, and whether the process it names is that server.</summary>
internal sealed record PostmasterFile(string Name, string[] Lines)
{
    private const string Usual = "postmaster.pid";
    private const string Aside = "postmaster.pid.aside";
    private const int Identity = 3; // process id, data directory, start time
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(10);

    public int ProcessId => Number(0);

    public int Port => Number(3);

    public bool IsReady => Lines.Length > 7 && Lines[7].Trim() == "ready";

    public static PostmasterFile? Read(string data) => Read(data, Usual);

    /// <summary>Clears away the note of a dead server. One that has started meanwhile, by a start that outlived its starter, keeps its own.</summary>
    public static void DeleteDeadFrom(string data)
    {
        // Judged only once it is out of the way: nothing can take its place between the judgement and the deletion.
        if (TryMove(data, Usual, Aside) && Read(data, Aside) is { } noted && noted.NamesLivingServer())
            TryMove(data, Aside, Usual);
        File.Delete(Path.Combine(data, Aside));
    }

    /// <summary>False also for a process that merely inherited the number.</summary>
    public bool NamesLivingServer() => ProcessId > 0 && (OperatingSystem.IsLinux() ? WorksInItsData() : LooksLikeIt());

    // A server works in its data directory, where its own note lies. A zombie works nowhere.
    private bool WorksInItsData()
    {
        try
        {
            return File.ReadLines(Path.Combine($"/proc/{ProcessId}/cwd", Name)).Take(Identity).SequenceEqual(Lines.Take(Identity));
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

    private static PostmasterFile? Read(string data, string name)
    {
        try
        {
            return new(name, File.ReadAllLines(Path.Combine(data, name)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool TryMove(string data, string from, string to)
    {
        try
        {
            File.Move(Path.Combine(data, from), Path.Combine(data, to), overwrite: to is Aside);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
