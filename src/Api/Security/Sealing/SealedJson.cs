using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>Rewrites JSON: protected values into seals before it is stored, and back after it is read.</summary>
public sealed class SealedJson(ISubjectKeys keys, TimeProvider clock)
{
    private static readonly byte[] Null = "null"u8.ToArray();
    private static readonly byte[] Erased = JsonSerializer.SerializeToUtf8Bytes(ProtectedAttribute.Erased);

    private static ReadOnlySpan<byte> Mark => "$sealed"u8;

    private static ReadOnlySpan<byte> Before => "{\"$sealed\":\""u8;

    private static ReadOnlySpan<byte> After => "\"}"u8;

    /// <exception cref="SubjectErasedException"/>
    public void Close(Shape shape, ReadOnlyMemory<byte> json, IBufferWriter<byte> output)
    {
        var known = new KnownKeys(keys);
        var values = new ProtectedValues(shape, json.Span);
        var nonces = new Nonces(values.Count);
        Replace(values, json, output, (value, clear) =>
            value.IsErased ? clear : InJson(Seal.Close(clear.Span, known.ToSeal(value.Scope), nonces.Next(), values.PlaceOf(value))));
    }

    /// <summary>In clear again; the JSON must be that of <paramref name="row"/>, where this is known.</summary>
    /// <exception cref="BrokenSealException"/>
    /// <exception cref="KeyMissingException"/>
    public void Open(Shape shape, ReadOnlyMemory<byte> json, Guid? row, IBufferWriter<byte> output)
    {
        var known = new KnownKeys(keys);
        var values = new ProtectedValues(shape, json.Span);
        if (row is not null && row != values.Id)
            throw new BrokenSealException($"{shape.Name}/{row}");

        Replace(values, json, output, (value, stored) => value.IsErased ? stored : OpenOne(value, SealIn(stored.Span), values.PlaceOf(value), known));
    }

    /// <summary>The same JSON in clear, with <paramref name="instead"/> for every protected value about others than <paramref name="subjects"/>.</summary>
    public static void Withhold(Shape shape, ReadOnlyMemory<byte> json, IBufferWriter<byte> output, IReadOnlySet<Guid> subjects, string instead)
    {
        var withheld = JsonSerializer.SerializeToUtf8Bytes(instead);
        Replace(new ProtectedValues(shape, json.Span), json, output, (value, clear) => subjects.Contains(value.SubjectId) ? clear : withheld);
    }

    /// <summary>The keys that closing the same JSON will ask for.</summary>
    public static IEnumerable<KeyScope> Scopes(Shape shape, ReadOnlyMemory<byte> json) =>
        new ProtectedValues(shape, json.Span).All.Where(x => !x.IsErased).Select(x => x.Scope).Distinct();

    private ReadOnlyMemory<byte> OpenOne(ProtectedValue value, byte[]? seal, string place, KnownKeys known)
    {
        if (seal is null)
            throw new BrokenSealException(place);
        if (!IsTooOld(value) && known.ToOpen(Seal.KeyOf(seal)) is { } key)
            return Seal.Open(seal, key, place);
        return value.Member.IsText ? Erased : Null;
    }

    private bool IsTooOld(ProtectedValue value) => value.Member.Mark!.Purpose.LongestAge() is { } age && value.OccurredAt + age < clock.GetUtcNow();

    private static void Replace(
        ProtectedValues values, ReadOnlyMemory<byte> json, IBufferWriter<byte> output, Func<ProtectedValue, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> instead)
    {
        var written = 0;
        foreach (var value in values.All)
        {
            output.Write(json.Span[written..value.Bytes.Start.Value]);
            output.Write(instead(value, json[value.Bytes]).Span);
            written = value.Bytes.End.Value;
        }

        output.Write(json.Span[written..]);
    }

    private static byte[] InJson(ReadOnlySpan<byte> seal)
    {
        var json = new byte[Before.Length + Base64.GetMaxEncodedToUtf8Length(seal.Length) + After.Length];
        Before.CopyTo(json);
        Base64.EncodeToUtf8(seal, json.AsSpan(Before.Length), out _, out _);
        After.CopyTo(json.AsSpan(json.Length - After.Length));
        return json;
    }

    private static byte[]? SealIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType is JsonTokenType.StartObject
            && reader.Read() && reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals(Mark)
            && reader.Read() && reader.TokenType is JsonTokenType.String && reader.TryGetBytesFromBase64(out var seal) ? seal : null;
    }
}
