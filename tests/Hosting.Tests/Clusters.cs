namespace CleaningEvents.Hosting.Tests;

/// <summary>Joins clusters and asks them one question at a time, each on a connection of its own.</summary>
internal static class Clusters
{
    public static Task<EmbeddedCluster> JoinAsync(EmbeddedClusterOptions options) =>
        EmbeddedCluster.JoinAsync(options, NullLogger.Instance, TestContext.Current.CancellationToken);

    public static async Task<object?> AskAsync(this EmbeddedCluster cluster, string question, string database = "postgres")
    {
        var target = new NpgsqlConnectionStringBuilder(cluster.ConnectionString(database)) { Pooling = false };
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
