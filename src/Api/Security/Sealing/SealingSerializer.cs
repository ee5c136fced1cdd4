using System.Buffers;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text;
using CleaningEvents.Domain;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using ISerializer = Marten.ISerializer;
using SystemTextJsonSerializer = Marten.Services.SystemTextJsonSerializer;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>What the event store writes and reads JSON with: protected values are sealed in whatever leaves the process for the database.</summary>
public sealed class SealingSerializer(SystemTextJsonSerializer plain, SealedJson seals) : ISerializer
{
    public EnumStorage EnumStorage => plain.EnumStorage;

    public Casing Casing => plain.Casing;

    public ValueCasting ValueCasting => plain.ValueCasting;

    /// <summary>The keys that storing <paramref name="value"/> will ask for.</summary>
    public IEnumerable<Keys.KeyScope> Scopes(object value) => Shape.Of(value.GetType()) is { } shape ? SealedJson.Scopes(shape, InClear(value)) : [];

    public string ToJson(object? document) =>
        document is not null && Shape.Of(document.GetType()) is { } shape
            ? Encoding.UTF8.GetString(Sealed(shape, document).WrittenSpan)
            : plain.ToJson(document);

    public void WriteTo(IBufferWriter<byte> writer, object? value)
    {
        if (value is not null && Shape.Of(value.GetType()) is { } shape)
            seals.Close(shape, InClear(value), writer);
        else
            plain.WriteTo(writer, value);
    }

    public void WriteToParameter(NpgsqlParameter parameter, object? value)
    {
        if (value is not null && Shape.Of(value.GetType()) is { } shape)
            (parameter.NpgsqlDbType, parameter.Value) = (NpgsqlDbType.Jsonb, Sealed(shape, value).WrittenMemory.ToArray());
        else
            plain.WriteToParameter(parameter, value);
    }

    public T FromJson<T>(Stream stream) => (T)FromJson(typeof(T), stream);

    public T FromJson<T>(DbDataReader reader, int index) => (T)FromJson(typeof(T), reader, index);

    public object FromJson(Type type, Stream stream) =>
        Shape.Of(type) is { } shape ? Opened(type, shape, BytesOf(stream), row: null) : plain.FromJson(type, stream);

    public object FromJson(Type type, DbDataReader reader, int index)
    {
        if (Shape.Of(type) is not { } shape)
            return plain.FromJson(type, reader, index);

        using var stream = reader.GetStream(index);
        return Opened(type, shape, BytesOf(stream), RowOf(type, reader));
    }

    public async ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        (T)await FromJsonAsync(typeof(T), stream, cancellationToken);

    public async ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        (T)await FromJsonAsync(typeof(T), reader, index, cancellationToken);

    public async ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default) =>
        Shape.Of(type) is { } shape
            ? Opened(type, shape, await BytesOfAsync(stream, cancellationToken), row: null)
            : await plain.FromJsonAsync(type, stream, cancellationToken);

    public async ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default)
    {
        if (Shape.Of(type) is not { } shape)
            return await plain.FromJsonAsync(type, reader, index, cancellationToken);

        await using var stream = await reader.GetFieldValueAsync<Stream>(index, cancellationToken);
        var json = await BytesOfAsync(stream, cancellationToken);
        return Opened(type, shape, json, RowOf(type, reader));
    }

    // What queries compare with and patches write: no protected value may be in it, so nothing is sealed.
    public string ToCleanJson(object? document) => plain.ToCleanJson(document);

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => plain.WriteToCleanJson(writer, value);

    public string ToJsonWithTypes(object document) => plain.ToJsonWithTypes(document);

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => plain.WriteToJsonWithTypes(writer, value);

    private ArrayBufferWriter<byte> Sealed(Shape shape, object value)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        seals.Close(shape, InClear(value), output);
        return output;
    }

    private object Opened(Type type, Shape shape, ReadOnlyMemory<byte> json, Guid? row)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        seals.Open(shape, json, row, output);
        MemoryMarshal.TryGetArray(output.WrittenMemory, out var clear);
        return plain.FromJson(type, new MemoryStream(clear.Array!, clear.Offset, clear.Count, writable: false));
    }

    private ReadOnlyMemory<byte> InClear(object value)
    {
        var output = new ArrayBufferWriter<byte>(512);
        plain.WriteTo(output, value);
        return output.WrittenMemory;
    }

    /// <summary>The id of the stream or document that the row says it belongs to, so that nobody moves a payload as a whole; null where the query did not ask.</summary>
    private static Guid? RowOf(Type type, DbDataReader reader)
    {
        var column = Vocabulary.Events.Contains(type) ? "stream_id" : "id";
        for (var i = 0; i < reader.FieldCount; i++)
            if (reader.GetName(i) == column)
                return reader.GetGuid(i);

        return null;
    }

    private static ReadOnlyMemory<byte> BytesOf(Stream stream)
    {
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return JsonIn(bytes);
    }

    private static async Task<ReadOnlyMemory<byte>> BytesOfAsync(Stream stream, CancellationToken cancelled)
    {
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancelled);
        return JsonIn(bytes);
    }

    /// <summary>The database sends a byte with the number of its format before the JSON.</summary>
    private static ReadOnlyMemory<byte> JsonIn(MemoryStream bytes)
    {
        var all = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        return all.Span is [1, ..] ? all[1..] : all;
    }
}
