using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CleaningEvents.Hosting.Tests;

/// <summary>What a dead server and a hostile neighbourhood leave behind does not keep the next one from starting.</summary>
public sealed class RecoveryTests(TemporaryHome home) : IClassFixture<TemporaryHome>
{
    private string Note => Path.Combine(home.Path, "server", "data", "postmaster.pid");

    [Fact]
    public async Task a_note_whose_process_number_now_belongs_to_somebody_else_is_ignored()
    {
        var note = await KilledServersNoteAsync();
        File.WriteAllLines(Note, [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. note[1..]]);
        await ServesAsync();
        Process.GetCurrentProcess().HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task a_note_whose_process_number_now_belongs_to_another_server_is_ignored()
    {
        var note = await KilledServersNoteAsync();
        await using var other = await Clusters.JoinAsync(EmbeddedClusterOptions.ThrowAway());
        var otherServer = (int)(await other.AskAsync("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int"))!;
        File.WriteAllLines(Note, [otherServer.ToString(CultureInfo.InvariantCulture), .. note[1..]]);
        await ServesAsync();
        (await other.AskAsync("select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task an_empty_note_is_ignored()
    {
        await KilledServersNoteAsync();
        File.WriteAllText(Note, "");
        await ServesAsync();
    }

    [Fact]
    public async Task the_note_of_a_living_server_is_never_cleared_away()
    {
        await using var cluster = await Clusters.JoinAsync(home.Options);
        var note = File.ReadAllText(Note);
        PostmasterFile.DeleteDeadFrom(Path.GetDirectoryName(Note)!);
        File.ReadAllText(Note).ShouldBe(note);
    }

    [Fact]
    public async Task another_port_is_taken_when_the_last_one_is_occupied()
    {
        await ServesAsync();
        using var squatter = new TcpListener(IPAddress.Loopback, int.Parse(File.ReadAllText(Path.Combine(home.Path, "port")), CultureInfo.InvariantCulture));
        squatter.Start();
        await ServesAsync();
    }

    [Fact]
    public async Task a_half_made_cluster_is_made_anew()
    {
        await using var fresh = new TemporaryHome();
        Directory.CreateDirectory(Path.Combine(fresh.Path, "server", "new-half", "data", "base"));
        await using var cluster = await Clusters.JoinAsync(fresh.Options);
        (await cluster.AskAsync("select 1")).ShouldBe(1);
        Directory.Exists(Path.Combine(fresh.Path, "server", "new-half")).ShouldBeFalse();
    }

    [Fact]
    public async Task a_server_that_does_not_start_is_quoted()
    {
        await using var broken = new TemporaryHome();
        await using (await Clusters.JoinAsync(broken.Options))
        {
        }

        var configuration = Path.Combine(broken.Path, "server", "data", "postgresql.conf");
        var good = File.ReadAllText(configuration);
        File.AppendAllText(configuration, "nonsense_setting = 1\n");
        (await Should.ThrowAsync<EmbeddedPostgresException>(() => Clusters.JoinAsync(broken.Options)))
            .Message.ShouldContain("unrecognized configuration parameter \"nonsense_setting\"");
        File.WriteAllText(configuration, good);
    }

    private async Task ServesAsync()
    {
        await using var cluster = await Clusters.JoinAsync(home.Options);
        (await cluster.AskAsync("select 1")).ShouldBe(1);
        Servers.On(home.Path).Length.ShouldBe(1);
    }

    private async Task<string[]> KilledServersNoteAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Servers are found in /proc, which only Linux has.");
        using var user = new ClusterUserProcess(home.Path);
        await user.JoinedAsync();
        await user.KillAsync();
        Servers.Kill(Servers.On(home.Path).ShouldHaveSingleItem());
        await Servers.CountToAsync(home.Path, 0);
        return File.ReadAllLines(Note);
    }
}
