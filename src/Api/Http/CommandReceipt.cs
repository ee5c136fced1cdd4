using Marten;
using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>The first answer to an accepted command.</summary>
/// <param name="Status">201 or 204; 202 when it waits for a second person.</param>
/// <param name="Location">Where the new thing or the change request is; null with 204.</param>
/// <param name="Version">Version of the stream, or of the change request, after the command.</param>
/// <param name="Position">Log position of its last event; null when there was nothing to record.</param>
public sealed record CommandReceipt(int Status, string? Location, long Version, long? Position)
{
    /// <summary>Adds the receipt to the transaction of <paramref name="session"/>; a second one under the same key fails it whole.</summary>
    public static void Keep(IDocumentSession session, CommandContext context, int status, string? location, long version, bool hasEvents) =>
        session.QueueSqlCommand(
            hasEvents
                // The append before it drew the sequence on this connection.
                ? "insert into public.command_receipt values (?, ?, ?, ?, nullif(?, ''), ?, currval('public.mt_events_sequence'))"
                : "insert into public.command_receipt values (?, ?, ?, ?, nullif(?, ''), ?, null)",
            context.Actor.AccountId, context.Key, context.Fingerprint, (short)status, location ?? "", version);

    /// <summary>The answer that this caller's key has already had: the receipt, a mistaken reuse of the key, or null.</summary>
    public static async Task<IResult?> FirstAnswer(NpgsqlDataSource database, CommandContext context)
    {
        await using var command = database.CreateCommand(
            "select fingerprint, status, location, version, position from public.command_receipt where actor = $1 and key = $2");
        command.Parameters.Add(new() { Value = context.Actor.AccountId });
        command.Parameters.Add(new() { Value = context.Key });
        await using var reader = await command.ExecuteReaderAsync(context.Cancelled);
        if (!await reader.ReadAsync(context.Cancelled))
            return null;

        var receipt = new CommandReceipt(
            reader.GetInt16(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4));
        return reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(context.Fingerprint) ? new Accepted(receipt) : Problems.KeyReused();
    }
}

/// <summary>A command was accepted, now or when it first came. A <paramref name="body"/> is never kept, so a repeated request must make the same again.</summary>
public sealed class Accepted(CommandReceipt receipt, object? body = null) : IResult, IStatusCodeHttpResult
{
    public CommandReceipt Receipt => receipt;

    public int? StatusCode => body is null ? receipt.Status : StatusCodes.Status200OK;

    /// <summary>The same acceptance with something to read: 200.</summary>
    public Accepted With(object told) => new(receipt, told);

    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCode!.Value;
        http.Response.Headers.ETag = ETags.Of(receipt.Version);
        if (receipt.Location is not null)
            http.Response.Headers.Location = receipt.Location;
        if (receipt.Position is { } position)
            http.Response.Headers[LogPosition.Header] = position.ToString();
        return body is null ? Task.CompletedTask : http.Response.WriteAsJsonAsync(body, body.GetType(), http.RequestAborted);
    }
}
