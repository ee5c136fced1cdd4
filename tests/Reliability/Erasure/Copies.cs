using System.Diagnostics;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>Copies of both clusters, file by file, made and put back while their servers are stopped.</summary>
public sealed class Copies(Installation installation) : IDisposable
{
    // In the clusters' own folder, which is deleted with them, so that owners and rights can stay as they are.
    private const string Server = "server";

    public async Task Take(string name, CancellationToken cancelled)
    {
        foreach (var folder in Folders)
            await Copy(Path.Combine(folder, Server), Path.Combine(folder, name), cancelled);
    }

    /// <summary>Puts back one copy of the events and one of the keys.</summary>
    public async Task Put(string events, string keys, CancellationToken cancelled)
    {
        foreach (var (folder, name) in new[] { (installation.Events.Folder, events), (installation.Keys.Folder, keys) })
        {
            Directory.Delete(Path.Combine(folder, Server), recursive: true);
            await Copy(Path.Combine(folder, name), Path.Combine(folder, Server), cancelled);
        }
    }

    public void Dispose()
    {
        foreach (var copy in Folders.SelectMany(Directory.GetDirectories).Where(x => Path.GetFileName(x) is "before" or "after"))
            Directory.Delete(copy, recursive: true);
    }

    private string[] Folders => [installation.Events.Folder, installation.Keys.Folder];

    private static async Task Copy(string from, string to, CancellationToken cancelled)
    {
        using var copy = Process.Start("cp", ["-a", from, to]);
        await copy.WaitForExitAsync(cancelled);
        if (copy.ExitCode is not 0)
            throw new IOException($"{from} could not be copied.");
    }
}
