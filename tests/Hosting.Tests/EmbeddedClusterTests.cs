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
        await cluster.EnsureDatabaseAsync("cleaning", TestContext.Current.CancellationToken);
        foreach (var file in new[] { "password", "password-cleaning" })
            File.GetUnixFileMode(Path.Combine(home.Path, file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task a_database_can_be_asked_for_twice_and_at_once()
    {
        await using var cluster = await JoinAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => cluster.EnsureDatabaseAsync("odd \"name\"")));
        await cluster.EnsureDatabaseAsync("odd \"name\"", TestContext.Current.CancellationToken);
        (await cluster.AskAsync("select current_database()", "odd \"name\"")).ShouldBe("odd \"name\"");
    }

    [Theory]
    [InlineData("first", "second")]
    [InlineData("second", "first")]
    public async Task who_owns_a_database_cannot_connect_to_another(string own, string other)
    {
        await using var cluster = await JoinAsync();
        await cluster.EnsureDatabaseAsync("first", TestContext.Current.CancellationToken);
        await cluster.EnsureDatabaseAsync("second", TestContext.Current.CancellationToken);
        (await cluster.AskAsync("select current_user || case when rolsuper or rolcreaterole or rolcreatedb then '!' else '' end from pg_roles where rolname = current_user", own))
            .ShouldBe(own);

        var astray = new NpgsqlConnectionStringBuilder(cluster.ConnectionString(own)) { Database = other, Pooling = false };
        await using var connection = new NpgsqlConnection(astray.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken)))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task an_owner_may_act_as_a_role_that_was_made_for_it()
    {
        await using var cluster = await JoinAsync();
        await cluster.EnsureDatabaseAsync("read", TestContext.Current.CancellationToken);
        for (var time = 0; time < 2; time++)
            await cluster.EnsureRoleAsync("reader", member: "read", TestContext.Current.CancellationToken);
        (await cluster.AskAsync("set role reader; select current_user", "read")).ShouldBe("reader");
    }

    [Fact]
    public async Task a_database_that_belongs_to_somebody_else_is_kept_under_another_name()
    {
        await using var cluster = await JoinAsync();
        await cluster.AskAsync("create database old");
        await cluster.EnsureDatabaseAsync("old", TestContext.Current.CancellationToken);
        (await cluster.AskAsync("select current_user", "old")).ShouldBe("old");
        (await cluster.AskAsync("select count(*) from pg_database where datname like 'old of postgres until %'")).ShouldBe(1L);
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
