using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using Npgsql;

namespace CleaningEvents.Tests.Security.Keys;

public class SubjectKeyStoreTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_table_says_what_it_is()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        (await cabinet.Rows<string>("select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and obj_description(oid) is null")).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_erasure_destroys_every_key_of_its_subjects_and_of_nobody_else()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (subject, other, keys) = (Guid.CreateVersion7(), Guid.CreateVersion7(), cabinet.Deaf().Keys);
        keys.ToSeal(new(subject, Purpose.Contact, ""));
        keys.ToSeal(new(subject, Purpose.Presence, "2026-03"));
        var others = keys.ToSeal(new(other, Purpose.Contact, ""));
        await cabinet.Rotation.Rotate(subject, Cancelled);

        (await cabinet.Store.Destroy([subject, Guid.Empty], tombstone: 7, Cancelled)).ShouldBe(4);
        (await cabinet.Rows<long>($"select count(*) from subject_key where subject_id = '{subject}' and wrapped is null and destroyed_at is not null")).ShouldBe([4L]);
        (await cabinet.Rows<long>("select tombstone from erased_subject")).ShouldBe([7L]);
        keys.ToOpen(others.Id).ShouldNotBeNull();
        await cabinet.Start();
    }

    [Fact]
    public async Task an_erased_subject_gets_keys_again_only_when_that_is_allowed()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (scope, keys) = (new KeyScope(Guid.CreateVersion7(), Purpose.Contact, ""), cabinet.Deaf().Keys);
        var old = keys.ToSeal(scope);
        (await cabinet.Store.Reauthorise(scope.SubjectId, Cancelled)).ShouldBeFalse();
        await cabinet.Store.Destroy([scope.SubjectId], tombstone: 1, Cancelled);
        Should.Throw<SubjectErasedException>(() => keys.ToSeal(scope));

        (await cabinet.Store.Reauthorise(scope.SubjectId, Cancelled)).ShouldBeTrue();
        var fresh = keys.ToSeal(scope);
        fresh.Id.ShouldNotBe(old.Id);
        keys.ToOpen(old.Id).ShouldBeNull();

        (await cabinet.Store.Destroy([scope.SubjectId], tombstone: 1, Cancelled)).ShouldBe(0);
        keys.ToOpen(fresh.Id).ShouldNotBeNull("A tombstone that is applied again destroys nothing that was allowed after it.");
        (await cabinet.Store.Destroy([scope.SubjectId], tombstone: 2, Cancelled)).ShouldBe(1);
        Should.Throw<SubjectErasedException>(() => keys.ToSeal(scope));
    }

    [Fact]
    public async Task nobody_makes_a_key_while_its_subject_is_being_erased()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var scope = new KeyScope(Guid.CreateVersion7(), Purpose.Contact, "");
        await using var connection = new NpgsqlConnection(cabinet.Connection);
        await connection.OpenAsync(Cancelled);
        await using var erasure = await connection.BeginTransactionAsync(Cancelled);
        await using var erase = new NpgsqlCommand(
            $"select pg_advisory_xact_lock(hashtextextended('{scope.SubjectId}', 0)); insert into erased_subject (subject_id, tombstone) values ('{scope.SubjectId}', 1)", connection);
        await erase.ExecuteNonQueryAsync(Cancelled);

        var sealing = Task.Run(() => cabinet.Deaf().Keys.ToSeal(scope), Cancelled);
        await Task.Delay(300, Cancelled);
        sealing.IsCompleted.ShouldBeFalse();
        await erasure.CommitAsync(Cancelled);
        await Should.ThrowAsync<SubjectErasedException>(sealing);
        (await cabinet.Rows<long>($"select count(*) from subject_key where subject_id = '{scope.SubjectId}'")).ShouldBe([0L]);
    }

    [Fact]
    public async Task keys_of_old_months_are_destroyed_by_purpose()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (subject, keys) = (Guid.CreateVersion7(), cabinet.Deaf().Keys);
        var january = keys.ToSeal(new(subject, Purpose.Presence, "2026-01"));
        var february = keys.ToSeal(new(subject, Purpose.Presence, "2026-02"));
        var trace = keys.ToSeal(new(subject, Purpose.NetworkTrace, "2026-01"));
        var ageless = keys.ToSeal(new(subject, Purpose.Presence, ""));

        (await cabinet.Store.DestroyMonths(Purpose.Presence, "2026-02", Cancelled)).ShouldBe(1);
        keys.ToOpen(january.Id).ShouldBeNull();
        new[] { february, trace, ageless }.ShouldAllBe(x => keys.ToOpen(x.Id) != null);
        keys.ToSeal(new(subject, Purpose.Presence, "2026-01")).Id.ShouldNotBe(january.Id);
    }

    [Fact]
    public async Task a_rotated_subject_seals_with_new_keys_and_opens_with_the_old()
    {
        await using var cabinet = await KeyCabinet.Begun(server);
        var (scope, keys) = (new KeyScope(Guid.CreateVersion7(), Purpose.Contact, ""), cabinet.Deaf().Keys);
        var old = keys.ToSeal(scope);
        (await cabinet.Rotation.Rotate(scope.SubjectId, Cancelled)).ShouldBe(1);
        keys.ToSeal(scope).Id.ShouldNotBe(old.Id);
        keys.ToOpen(old.Id)!.Bytes.ShouldBe(old.Bytes);
        (await cabinet.Rotation.Rotate(Guid.CreateVersion7(), Cancelled)).ShouldBe(0);
    }

    [Theory]
    [InlineData("cleaning", "cleaning_keys")]
    [InlineData("cleaning_keys", "cleaning")]
    public async Task who_has_the_one_database_cannot_reach_the_other(string own, string other)
    {
        var astray = new NpgsqlConnectionStringBuilder(server.Cluster.ConnectionString(own)) { Database = other, Pooling = false };
        await using var connection = new NpgsqlConnection(astray.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(Cancelled))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}
