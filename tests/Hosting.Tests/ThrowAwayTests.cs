namespace CleaningEvents.Hosting.Tests;

/// <summary>The cluster of a run of tests is quick and leaves nothing behind.</summary>
public sealed class ThrowAwayTests
{
    [Theory]
    [InlineData("fsync")]
    [InlineData("synchronous_commit")]
    [InlineData("full_page_writes")]
    public async Task a_throw_away_server_does_without(string setting)
    {
        await using var cluster = await Clusters.JoinAsync(EmbeddedClusterOptions.ThrowAway());
        (await cluster.AskAsync($"show {setting}")).ShouldBe("off");
    }

    [Fact]
    public async Task nothing_is_left_of_it()
    {
        var options = EmbeddedClusterOptions.ThrowAway();
        await using (await Clusters.JoinAsync(options))
        {
            Directory.Exists(options.Home).ShouldBeTrue();
        }

        Directory.Exists(options.Home).ShouldBeFalse();
    }

    [Fact]
    public async Task what_a_killed_run_left_behind_is_cleared_away_by_the_next_and_a_living_one_is_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Servers are counted in /proc, which only Linux has.");
        using var killed = new ClusterUserProcess(ClusterUser.ThrowAway);
        var abandoned = await killed.HomeAsync();
        await killed.JoinedAsync();
        await killed.KillAsync();
        Servers.On(abandoned).Length.ShouldBe(1);

        await using var living = await Clusters.JoinAsync(EmbeddedClusterOptions.ThrowAway());
        await using var next = await Clusters.JoinAsync(EmbeddedClusterOptions.ThrowAway());
        Directory.Exists(abandoned).ShouldBeFalse();
        await Servers.CountToAsync(abandoned, 0);
        (await living.AskAsync("select 1")).ShouldBe(1);
    }
}
