using System.Security.Cryptography;

namespace CleaningEvents.Hosting.Tests;

/// <summary>A place for one durable cluster of one test class.</summary>
public sealed class TemporaryHome : IAsyncLifetime
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cluster-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    public EmbeddedClusterOptions Options => EmbeddedClusterOptions.DurableIn(Path);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        // A failed test may leave a server behind: join it to stop it.
        await using (await EmbeddedCluster.JoinAsync(Options, NullLogger.Instance, CancellationToken.None))
        {
        }

        Directory.Delete(Path, recursive: true);
    }
}
