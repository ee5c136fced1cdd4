using System.Runtime.Versioning;

namespace CleaningEvents.Hosting.Tests;

/// <summary>What the durable cluster promises, and what it says when it cannot serve.</summary>
public sealed class EmbeddedClusterTests(TemporaryHome home) : IClassFixture<TemporaryHome>
{
    [Theory]
    [InlineData("fsync", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("data_checksums", "on")]
    [InlineData("listen_addresses", "127.0.0.1")]
    [InlineData("unix_socket_directories", "")]
    [InlineData("server_encoding", "UTF8")]
    [InlineData("max_connections", "200")]
    public async Task the_durable_server_is_set_to(string setting, string value)
    {
        await using var cluster = await JoinAsync();
        (await cluster.AskAsync($"show {setting}")).ShouldBe(value);
    }

    [Fact]
    public async Task letters_beyond_ascii_change_case()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Before PostgreSQL 17 only Linux has the locale C.UTF-8.");
        await using var cluster = await JoinAsync();
        (await cluster.AskAsync("select lower('ŁÓDŹ')")).ShouldBe("łódź");
    }

    [Fact]
    public async Task a_wrong_password_is_refused()
    {
        await using var cluster = await JoinAsync();
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")) { Password = "guessed", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken)))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task nobody_else_can_read_the_password()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps other users out by the profile folder.");
        await using var cluster = await JoinAsync();
        File.GetUnixFileMode(Path.Combine(home.Path, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task a_database_can_be_asked_for_twice_and_at_once()
    {
        await using var cluster = await JoinAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => cluster.EnsureDatabaseAsync("odd \"name\"")));
        await cluster.EnsureDatabaseAsync("odd \"name\"", TestContext.Current.CancellationToken);
        (await cluster.AskAsync("select current_database()", "odd \"name\"")).ShouldBe("odd \"name\"");
    }

    [Fact]
    public async Task the_port_stays_from_start_to_start()
    {
        string first, second;
        await using (var cluster = await JoinAsync())
        {
            first = cluster.ConnectionString("postgres");
        }

        await using (var cluster = await JoinAsync())
        {
            second = cluster.ConnectionString("postgres");
        }

        second.ShouldBe(first);
    }

    private Task<EmbeddedCluster> JoinAsync() => Clusters.JoinAsync(home.Options);
}
