using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;

namespace CleaningEvents.Tests.Security.Keys;

public class KeyRingTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_was_sealed_with_one_nodes_key_opens_on_another()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var sealing = cabinet.Deaf().Keys.ToSeal(Contact());
        sealing.Bytes.Length.ShouldBe(32);
        cabinet.Deaf().Keys.ToOpen(sealing.Id)!.Bytes.ShouldBe(sealing.Bytes);
    }

    [Fact]
    public async Task each_subject_purpose_and_month_has_a_key_of_its_own()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var node = await cabinet.Node();
        var subject = Guid.CreateVersion7();
        KeyScope[] scopes = [new(subject, Purpose.Contact, ""), new(subject, Purpose.Presence, "2026-03"), new(subject, Purpose.Presence, "2026-04"), Contact()];
        var keys = scopes.Select(node.Keys.ToSeal).ToArray();
        keys.Select(x => Convert.ToHexString(x.Bytes)).Distinct().Count().ShouldBe(scopes.Length);
        scopes.Select(x => node.Keys.ToSeal(x).Id).ShouldBe(keys.Select(x => x.Id));
    }

    [Fact]
    public async Task twenty_who_seal_at_once_seal_with_one_key()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var scope = Contact();
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cabinet.Deaf()).Select(x => Task.Run(() => x.Keys.ToSeal(scope))));
        keys.Select(x => (x.Id, Convert.ToHexString(x.Bytes))).Distinct().Count().ShouldBe(1);
        (await cabinet.Rows<long>($"select count(*) from subject_key where subject_id = '{scope.SubjectId}'")).ShouldBe([1L]);
    }

    [Fact]
    public async Task a_destroyed_key_opens_nothing_and_an_unknown_one_is_an_error()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var scope = Contact();
        var id = cabinet.Deaf().Keys.ToSeal(scope).Id;
        await cabinet.Store.Destroy([scope.SubjectId], tombstone: 1, Cancelled);
        foreach (var node in new[] { cabinet.Deaf(), await cabinet.Node() })
        {
            node.Keys.ToOpen(id).ShouldBeNull();
            node.Keys.ToOpen(id).ShouldBeNull();
            Should.Throw<KeyMissingException>(() => node.Keys.ToOpen(Guid.CreateVersion7()));
        }
    }

    [Fact]
    public async Task the_companys_own_key_is_nobodys()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var own = (await cabinet.Rows<Guid>("select key_id from subject_key")).Single();
        Should.Throw<KeyMissingException>(() => cabinet.Deaf().Keys.ToOpen(own));
        cabinet.Deaf().Keys.ToSeal(new KeyScope(Guid.Empty, Purpose.Contact, "")).Id.ShouldNotBe(own);
    }

    [Fact]
    public async Task an_erasure_is_heard_of_on_every_node_within_two_seconds()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (scope, nodes) = (Contact(), new[] { await cabinet.Node(), await cabinet.Node() });
        var id = nodes[0].Keys.ToSeal(scope).Id;
        nodes[1].Keys.ToOpen(id).ShouldNotBeNull();
        await cabinet.Store.Destroy([scope.SubjectId], tombstone: 1, Cancelled);
        foreach (var node in nodes)
        {
            await KeyNode.Until(() => node.Keys.ToOpen(id) is null, TimeSpan.FromSeconds(2));
            Should.Throw<SubjectErasedException>(() => node.Keys.ToSeal(scope));
        }
    }

    [Fact]
    public async Task a_node_that_does_not_hear_of_erasures_asks_each_time()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (scope, node) = (Contact(), await cabinet.Node());
        var id = node.Keys.ToSeal(scope).Id;
        await node.Deafen();
        node.Keys.ToOpen(id).ShouldNotBeNull();
        await cabinet.Store.Destroy([scope.SubjectId], tombstone: 1, Cancelled);
        node.Keys.ToOpen(id).ShouldBeNull();
        Should.Throw<SubjectErasedException>(() => node.Keys.ToSeal(scope));
    }

    [Fact]
    public async Task what_was_read_before_an_erasure_is_not_kept_after_it()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (scope, node) = (Contact(), await cabinet.Node());
        var key = cabinet.Deaf().Keys.ToSeal(scope);
        var read = await cabinet.Store.Find(key.Id, neighbours: 0, Cancelled);
        var generation = node.Memory.Generation;
        node.Memory.Forget();
        node.Memory.Keep(read, generation);
        node.Memory.Find(key.Id).ShouldBeNull();
        node.Memory.Keep(read, node.Memory.Generation);
        node.Memory.Keep(key, generation);
        node.Memory.Find(key.Id)!.Value.Bytes.ShouldBeNull();
    }

    [Fact]
    public async Task neighbours_come_along_wrapped()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var scopes = Enumerable.Range(0, 50).Select(_ => Contact()).OrderBy(x => x.SubjectId.ToString(), StringComparer.Ordinal).ToArray();
        await cabinet.Deaf().Keys.Prepare(scopes, Cancelled);
        var node = await cabinet.Node();
        node.Keys.ToSeal(scopes[0]);
        node.Wrapping.Unwrapped.ShouldBe(1);

        await cabinet.Rows<int>("alter table subject_key rename to away");
        var ids = scopes.Select(x => node.Keys.ToSeal(x).Id).ToArray();
        ids.Select(x => node.Keys.ToOpen(x)).ShouldNotContain((SubjectKey?)null);
        node.Wrapping.Unwrapped.ShouldBe(scopes.Length);
    }

    [Fact]
    public async Task prepared_keys_are_at_hand()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var node = await cabinet.Node();
        KeyScope[] scopes = [.. Enumerable.Range(0, 30).Select(_ => Contact())];
        cabinet.Deaf().Keys.ToSeal(scopes[7]);
        await node.Keys.Prepare([.. scopes, scopes[3]], Cancelled);

        await cabinet.Rows<int>("alter table subject_key rename to away");
        scopes.Select(x => node.Keys.ToSeal(x).Id).Distinct().Count().ShouldBe(scopes.Length);
        await node.Keys.Prepare(scopes, Cancelled);
    }

    [Fact]
    public async Task nothing_is_prepared_for_who_was_erased()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (erased, other) = (Contact(), Contact());
        await cabinet.Store.Destroy([erased.SubjectId], tombstone: 1, Cancelled);
        await Should.ThrowAsync<SubjectErasedException>(() => cabinet.Deaf().Keys.Prepare([erased, other], Cancelled));
    }

    [Fact]
    public async Task everything_is_forgotten_after_a_while()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var key = cabinet.Deaf().Keys.ToSeal(Contact());
        KeyMemory.LongestLife.ShouldBe(TimeSpan.FromMinutes(5));
        using var memory = new KeyMemory(TimeSpan.FromMilliseconds(500));
        memory.Trust(heard: true);
        memory.Keep(await cabinet.Store.Find(key.Id, neighbours: 0, Cancelled), memory.Generation);
        memory.Keep(key, memory.Generation);
        await KeyNode.Until(() => memory.Find(key.Id) is null, TimeSpan.FromSeconds(5));
    }

    private static KeyScope Contact() => new(Guid.CreateVersion7(), Purpose.Contact, "");
}
