using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;

namespace CleaningEvents.Tests.Security.Keys;

public class RewrapTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task all_keys_are_wrapped_anew_and_running_nodes_go_on()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        KeyScope[] scopes = [.. Enumerable.Range(0, 2_000).Select(_ => new KeyScope(Guid.CreateVersion7(), Purpose.Contact, ""))];
        await cabinet.Deaf().Keys.Prepare(scopes, Cancelled);
        await cabinet.Store.Destroy([scopes[0].SubjectId], tombstone: 1, Cancelled);
        var (running, known) = (cabinet.Deaf(), scopes[1..].Select(cabinet.Deaf().Keys.ToSeal).ToArray());
        running.Keys.ToOpen(known[0].Id);

        var another = new LocalWrappingKey(cabinet.Folder);
        another.Renew();
        (await new KeyRotation(cabinet.Store, another, new WrappingProofs(cabinet.Database, another)).Rewrap(Cancelled)).ShouldBe(2_000);
        (await cabinet.Rows<string>("select distinct wrapping_key from subject_key where wrapped is not null")).ShouldBe([another.Current!]);
        foreach (var key in known)
            running.Keys.ToOpen(key.Id)!.Bytes.ShouldBe(key.Bytes);

        cabinet.Folder.GetFiles().MinBy(x => x.Name)!.Delete();
        cabinet.Wrapping = new LocalWrappingKey(cabinet.Folder);
        var blinding = new BlindingKey();
        await cabinet.Start(blinding: blinding);
        blinding.Mac("phone", "1"u8).ShouldBe(cabinet.Blinding.Mac("phone", "1"u8));
        (await cabinet.Rotation.Rewrap(Cancelled)).ShouldBe(0);
    }

    [Fact]
    public async Task a_key_is_bound_to_its_id()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var wrapped = await cabinet.Wrapping.Wrap([1, 2, 3], one, Cancelled);
        (await cabinet.Wrapping.Unwrap(wrapped, one, Cancelled)).ShouldBe([1, 2, 3]);
        await Should.ThrowAsync<WrappingKeyException>(() => cabinet.Wrapping.Unwrap(wrapped, two, Cancelled));
        await Should.ThrowAsync<WrappingKeyException>(() => cabinet.Wrapping.Unwrap(wrapped with { Bytes = wrapped.Bytes[..9] }, one, Cancelled));
        await Should.ThrowAsync<WrappingKeyException>(() => cabinet.Wrapping.Unwrap(wrapped with { WrappingKey = "../" + wrapped.WrappingKey }, one, Cancelled));
    }

    [Fact]
    public async Task the_command_says_how_many_and_how_long()
    {
        var company = await CommandLine.OnEmptyDatabase(server);
        var folder = Directory.CreateTempSubdirectory("cleaning-wrapping-");
        try
        {
            company.Settings["WrappingKey__Folder"] = folder.FullName;
            var first = await company.Run("rotate-wrapping-key");
            first.Code.ShouldBe(0, first.Error);
            first.Output.ShouldMatch("^1 keys re-wrapped by [0-9a-f]{32} in [0-9.]+ s\\.\n$");
            folder.GetFiles().Length.ShouldBe(2);

            foreach (var file in folder.GetFiles()) file.Delete();
            var lost = await company.Run("rotate-wrapping-key");
            lost.Code.ShouldBe(1);
            lost.Error.ShouldContain("bring back");
            folder.GetFiles().ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
