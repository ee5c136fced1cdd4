using System.Security.Cryptography;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Projections;
using Npgsql;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>Makes sure that keys can be used before anything is written: the right database, the right wrapping key, tables, the company's own key.</summary>
public sealed class KeysAtStart(
    KeysDatabase keys, NpgsqlDataSource events, IWrappingKey wrapping, WrappingProofs proofs, BlindingKey blinding, IHostEnvironment environment)
{
    /// <summary>One at a time; the first on an empty database makes the first wrapping key and the company's own key.</summary>
    /// <exception cref="WrappingKeyException">The wrapping key cannot be used; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">
    /// The keys lie in the same cluster as the events, outside Development; or they are not those that the events are protected by.
    /// </exception>
    public async Task Ready(CancellationToken cancelled)
    {
        if (!environment.IsDevelopment())
            await RefuseOneCluster(cancelled);

        await using var turn = await Turn.Take(keys.Source, Turn.Schema, cancelled);
        var hasBegun = await HasBegun(cancelled);
        if (await Expected(cancelled) is { } expected && (!hasBegun || (await CompanysOwn(cancelled)).Id != expected))
            throw new InvalidOperationException(
                "The key database is not the one whose keys protect these events: set ConnectionStrings__cleaning_keys to that one, or restore it.");

        if (hasBegun)
        {
            await proofs.Verify(cancelled);
            await Write([], cancelled);
        }
        else
        {
            await Write(await First(cancelled), cancelled);
        }

        var own = await CompanysOwn(cancelled);
        blinding.Take(await wrapping.Unwrap(own.Wrapped, own.Id, cancelled));
    }

    /// <summary>Notes with the events which key database protects them.</summary>
    public async Task Belong(CancellationToken cancelled)
    {
        await using var command = events.CreateCommand("insert into public.key_database (key_id) values ($1) on conflict do nothing");
        command.Parameters.Add(new() { Value = (await CompanysOwn(cancelled)).Id });
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private async Task<Guid?> Expected(CancellationToken cancelled)
    {
        await using var isThere = events.CreateCommand("select to_regclass('public.key_database') is not null");
        if (!(bool)(await isThere.ExecuteScalarAsync(cancelled))!)
            return null;

        await using var command = events.CreateCommand("select key_id from public.key_database");
        return await command.ExecuteScalarAsync(cancelled) as Guid?;
    }

    private async Task RefuseOneCluster(CancellationToken cancelled)
    {
        if (await SystemOf(events, cancelled) == await SystemOf(keys.Source, cancelled))
            throw new InvalidOperationException(
                "Events and keys lie in the same PostgreSQL cluster, so that each backup would hold both and nothing could ever be erased: "
                + "set ConnectionStrings__cleaning_keys to a database of a cluster of its own.");
    }

    private static async Task<long> SystemOf(NpgsqlDataSource database, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("select system_identifier from pg_control_system()");
        return (long)(await command.ExecuteScalarAsync(cancelled))!;
    }

    private async Task<bool> HasBegun(CancellationToken cancelled)
    {
        await using var command = keys.Source.CreateCommand("select to_regclass('public.subject_key') is not null");
        return (bool)(await command.ExecuteScalarAsync(cancelled))!;
    }

    private async Task<NpgsqlCommand[]> First(CancellationToken cancelled)
    {
        if (wrapping.Current is null)
            wrapping.Renew();

        var (id, own) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(BlindingKey.Length));
        return [await proofs.Insert(cancelled), Insert(id, await wrapping.Wrap(own, id, cancelled))];
    }

    private static NpgsqlCommand Insert(Guid id, WrappedKey own) => new(
        "insert into public.subject_key (key_id, subject_id, purpose, month, revision, wrapped, wrapping_key) values ($1, $2, $3, '', 1, $4, $5)")
    {
        Parameters =
        {
            new() { Value = id }, new() { Value = BlindingKey.Subject }, new() { Value = BlindingKey.Purpose }, new() { Value = own.Bytes }, new() { Value = own.WrappingKey },
        },
    };

    /// <summary>Brings the tables up to the code and writes <paramref name="first"/> into them: all or nothing.</summary>
    private async Task Write(NpgsqlCommand[] first, CancellationToken cancelled)
    {
        await using var connection = await keys.Source.OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        foreach (var command in SqlScripts.In(GetType().Assembly, "Keys").Select(x => new NpgsqlCommand(x.Sql)).Concat(first))
        {
            command.Connection = connection;
            await command.ExecuteNonQueryAsync(cancelled);
            await command.DisposeAsync();
        }

        await transaction.CommitAsync(cancelled);
    }

    private async Task<(Guid Id, WrappedKey Wrapped)> CompanysOwn(CancellationToken cancelled)
    {
        await using var command = keys.Source.CreateCommand("select key_id, wrapped, wrapping_key from public.subject_key where subject_id = $1 and wrapped is not null");
        command.Parameters.Add(new() { Value = BlindingKey.Subject });
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        await reader.ReadAsync(cancelled);
        return (reader.GetGuid(0), new WrappedKey(reader.GetString(2), reader.GetFieldValue<byte[]>(1)));
    }
}
