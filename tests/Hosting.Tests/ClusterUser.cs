using System.Globalization;

namespace CleaningEvents.Hosting.Tests;

/// <summary>A process of its own that joins a cluster, obeys lines on its input, and leaves when told or when its input ends.</summary>
internal static class ClusterUser
{
    public const string Role = "cluster-user";
    public const string ThrowAway = "throw-away";
    public const string Database = "orders of life";

    public static async Task<int> LiveAsync(string home)
    {
        var options = home == ThrowAway ? EmbeddedClusterOptions.ThrowAway() : EmbeddedClusterOptions.DurableIn(home);
        Console.WriteLine(options.Home);
        await using var cluster = await EmbeddedCluster.JoinAsync(options, NullLogger.Instance);
        await cluster.EnsureDatabaseAsync(Database);
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(Database));
        await PersistentlyAsync(() => source.CreateCommand("create table if not exists written (number int primary key)"));
        Console.WriteLine("joined");

        while (Console.ReadLine() is { } line && line != "leave")
        {
            var number = int.Parse(line, CultureInfo.InvariantCulture);
            await PersistentlyAsync(() => source.CreateCommand($"insert into written values ({number}) on conflict do nothing"));
            Console.WriteLine("written");
        }

        await cluster.DisposeAsync();
        Console.WriteLine("left");
        return 0;
    }

    // The server may be killed at any moment: what an application does then is to ask again.
    private static Task PersistentlyAsync(Func<NpgsqlCommand> command) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await using var attempt = command();
                await attempt.ExecuteNonQueryAsync();
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        },
        "an answer of the server");
}
