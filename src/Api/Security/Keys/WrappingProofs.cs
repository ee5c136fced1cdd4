using System.Security.Cryptography;
using Npgsql;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>Shows that a wrapping key is the one that this key database was written with, by a value that everybody knows.</summary>
public sealed class WrappingProofs(KeysDatabase keys, IWrappingKey wrapping)
{
    private static readonly byte[] Known = SHA256.HashData("What the wrapping key of this company opens."u8);

    /// <summary>What stores a proof of the current wrapping key unless there is one.</summary>
    public async Task<NpgsqlCommand> Insert(CancellationToken cancelled)
    {
        var proof = await wrapping.Wrap(Known, Guid.Empty, cancelled);
        return new NpgsqlCommand("insert into public.wrapping_proof (wrapping_key, wrapped) values ($1, $2) on conflict do nothing")
        {
            Parameters = { new() { Value = proof.WrappingKey }, new() { Value = proof.Bytes } },
        };
    }

    /// <summary>Stores a proof of the current wrapping key unless there is one.</summary>
    public async Task Prove(CancellationToken cancelled)
    {
        await using var connection = await keys.Source.OpenConnectionAsync(cancelled);
        await using var insert = await Insert(cancelled);
        insert.Connection = connection;
        await insert.ExecuteNonQueryAsync(cancelled);
    }

    /// <exception cref="WrappingKeyException">A wrapping key that holds keys here is missing, or is another than it was.</exception>
    public async Task Verify(CancellationToken cancelled)
    {
        List<WrappedKey> proofs = [];
        await using var command = keys.Source.CreateCommand(
            "select wrapping_key, wrapped from public.wrapping_proof p where exists (select from public.subject_key k where k.wrapping_key = p.wrapping_key and k.wrapped is not null)");
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
            while (await reader.ReadAsync(cancelled))
                proofs.Add(new WrappedKey(reader.GetString(0), reader.GetFieldValue<byte[]>(1)));

        if (proofs is [])
            throw new WrappingKeyException("The key database has lost its own key: bring back its last backup.");
        foreach (var proof in proofs)
            if (!CryptographicOperations.FixedTimeEquals(await wrapping.Unwrap(proof, Guid.Empty, cancelled), Known))
                throw new WrappingKeyException($"The wrapping key {proof.WrappingKey} is not the one of this key database.");
    }
}
