using System.Diagnostics;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>Locks that the operating system takes back when their holder dies, however it dies.</summary>
internal static class FileLock
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <summary>A lock that many may hold together.</summary>
    public static FileStream Share(string path) => File.Open(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    /// <summary>A lock that nobody else may hold, neither alone nor shared; null when somebody does.</summary>
    public static FileStream? TryHold(string path)
    {
        try
        {
            return File.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.GetType() == typeof(IOException))
        {
            return null;
        }
    }

    public static async Task<FileStream> HoldAsync(string path, TimeSpan patience, CancellationToken cancellation)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; await Task.Delay(BetweenTries, cancellation))
        {
            if (TryHold(path) is { } held)
            {
                return held;
            }
        }

        throw new EmbeddedPostgresException($"Another process has been holding {path} for more than {patience.TotalSeconds:0} s.");
    }
}
