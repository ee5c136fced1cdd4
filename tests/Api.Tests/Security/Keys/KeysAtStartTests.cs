using System.Runtime.Versioning;
using System.Security.Cryptography;
using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleaningEvents.Tests.Security.Keys;

public class KeysAtStartTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task all_who_start_at_once_share_one_wrapping_key_and_one_companys_key()
    {
        await using var cabinet = await KeyCabinet.Empty(server);
        var blinding = Enumerable.Range(0, 8).Select(_ => new BlindingKey()).ToArray();
        await Task.WhenAll(blinding.Select(x => cabinet.Start(blinding: x)));
        await cabinet.Start(blinding: blinding[0]);
        blinding.Select(x => Convert.ToHexString(x.Mac("phone", "0511"u8))).Distinct().Count().ShouldBe(1);
        cabinet.Folder.GetFiles().Length.ShouldBe(1);
        (await cabinet.Rows<long>("select count(*) from subject_key")).ShouldBe([1L]);
    }

    [Fact]
    public async Task macs_differ_by_value_purpose_and_company()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        await using var another = await KeyCabinet.Begun(server);
        byte[][] macs = [cabinet.Blinding.Mac("phone", "1"u8), cabinet.Blinding.Mac("phone", "2"u8), cabinet.Blinding.Mac("name", "1"u8), another.Blinding.Mac("phone", "1"u8)];
        macs.Select(Convert.ToHexString).Distinct().Count().ShouldBe(4);
        macs.ShouldAllBe(x => x.Length == 32);
        Should.Throw<InvalidOperationException>(() => new BlindingKey().Mac("phone", "1"u8));
    }

    [Fact]
    public async Task only_the_owner_may_use_the_first_wrapping_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var cabinet = await KeyCabinet.Begun(server);
        cabinet.Folder.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        cabinet.Folder.GetFiles().Single().UnixFileMode.ShouldBe(UnixFileMode.UserRead);
        cabinet.Folder.GetFiles().Single().Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("missing", "bring back its file")]
    [InlineData("replaced", "bring back the one that belongs to this key database")]
    [InlineData("another", "bring back its file")]
    [InlineData("cut", "has not 32 bytes")]
    [InlineData("open", "chmod 400")]
    [UnsupportedOSPlatform("windows")]
    public async Task a_start_without_the_right_wrapping_key_is_refused_and_writes_nothing(string fault, string advice)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var cabinet = await KeyCabinet.Begun(server);
        cabinet.Deaf().Keys.ToSeal(new KeyScope(Guid.CreateVersion7(), Purpose.Contact, ""));
        Break(cabinet.Folder, fault);
        cabinet.Wrapping = new LocalWrappingKey(cabinet.Folder);
        var (files, rows) = (Files(cabinet), await Everything(cabinet));

        (await Should.ThrowAsync<WrappingKeyException>(() => cabinet.Start(blinding: new BlindingKey()))).Message.ShouldContain(advice);
        Files(cabinet).ShouldBe(files);
        (await Everything(cabinet)).ShouldBe(rows);
    }

    [Fact]
    public async Task the_program_does_not_start_without_its_wrapping_key_and_says_why()
    {
        var company = await CommandLine.OnEmptyDatabase(server);
        var folder = Directory.CreateTempSubdirectory("cleaning-wrapping-");
        try
        {
            (company.Settings["WrappingKey__Folder"], company.Settings["Urls"]) = (folder.FullName, "http://127.0.0.1:0");
            (await company.Run(CommandLine.Bootstrap)).Code.ShouldBe(0);
            var events = await company.Rows<long>("select count(*) from mt_events");
            folder.GetFiles().Single().Delete();

            var start = await company.Run("run");
            start.Code.ShouldNotBe(0);
            (start.Output + start.Error).ReplaceLineEndings("").ShouldContain("bring back");
            folder.GetFiles().ShouldBeEmpty();
            (await company.Rows<long>("select count(*) from mt_events")).ShouldBe(events);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task outside_development_keys_and_events_lie_in_two_clusters()
    {
        await using var cabinet = await KeyCabinet.Empty(server);
        (await Should.ThrowAsync<InvalidOperationException>(() => cabinet.Start("Production"))).Message.ShouldContain("cluster of its own");
        cabinet.Folder.Exists.ShouldBeFalse();
        (await cabinet.Rows<bool>("select to_regclass('subject_key') is null")).ShouldBe([true]);

        await using var elsewhere = await EmbeddedCluster.JoinAsync(EmbeddedClusterOptions.ThrowAway(), NullLogger.Instance, Cancelled);
        await using var apart = await KeyCabinet.Empty(server, elsewhere);
        await apart.Start("Production");
    }

    [Fact]
    public async Task events_are_not_opened_beside_a_key_database_that_is_not_theirs()
    {
        await using var empty = await KeyCabinet.Empty(server, events: "cleaning");
        (await Should.ThrowAsync<InvalidOperationException>(() => empty.Start())).Message.ShouldContain("is not the one");
        empty.Folder.Exists.ShouldBeFalse();
        (await empty.Rows<bool>("select to_regclass('subject_key') is null")).ShouldBe([true]);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Break(DirectoryInfo folder, string fault)
    {
        var file = folder.GetFiles().Single();
        var bytes = fault is "cut" ? File.ReadAllBytes(file.FullName)[..31] : RandomNumberGenerator.GetBytes(32);
        if (fault is not "open")
            file.Delete();
        if (fault is "replaced" or "cut" or "another")
        {
            var name = fault is "another" ? Path.Combine(folder.FullName, $"{Guid.CreateVersion7():n}.key") : file.FullName;
            File.WriteAllBytes(name, bytes);
            File.SetUnixFileMode(name, UnixFileMode.UserRead);
        }

        if (fault is "open")
            file.UnixFileMode |= UnixFileMode.OtherRead;
    }

    private static string[] Files(KeyCabinet cabinet) => [.. cabinet.Folder.GetFiles().Select(x => $"{x.Name} {x.Length}")];

    private static Task<IReadOnlyList<string>> Everything(KeyCabinet cabinet) => cabinet.Rows<string>(
        "select t::text from subject_key t union all select t::text from wrapping_proof t union all select t::text from erased_subject t order by 1");
}
