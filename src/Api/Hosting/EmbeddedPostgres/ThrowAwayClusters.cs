namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>The clusters made for one run: a run that was killed leaves one behind, which the next run clears away.</summary>
internal static class ThrowAwayClusters
{
    public const string Prefix = "throw-away-";

    /// <summary>Held alone from the making of a home until its user shows by a lock that it lives, and while homes are deleted.</summary>
    public static string Lock => Path.Combine(OwnFolder.Path, "throw-away.lock");

    public static async Task ClearAbandonedAsync(Func<ClusterHome, Postmaster> serverOf, TimeSpan patience, CancellationToken cancellation)
    {
        using var turn = await FileLock.HoldAsync(Lock, patience, cancellation);
        foreach (var home in Directory.GetDirectories(OwnFolder.Path, Prefix + "*").Select(path => new ClusterHome(path)))
        {
            using (var alone = FileLock.TryHold(home.UsersLock))
            {
                if (alone is null)
                {
                    continue;
                }

                await serverOf(home).StopAsync("immediate");
            }

            home.Delete();
        }
    }
}
