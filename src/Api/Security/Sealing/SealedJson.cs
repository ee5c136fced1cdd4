using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>Rewrites JSON: protected values into seals before it is stored, and back after it is read.</summary>
public sealed class SealedJson(ISubjectKeys keys, TimeProvider clock)
{
    private const string Mark = "$sealed";

    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true };

    /// <exception cref="SubjectErasedException"/>
    public void Close(Shape shape, ReadOnlyMemory<byte> json, IBufferWriter<byte> output)
    {
        using var ciphers = new Ciphers(keys);
        Rewrite(shape, json, output, (writer, value, place) => CloseOne(writer, value, place, ciphers));
    }

    /// <exception cref="BrokenSealException"/>
    /// <exception cref="KeyMissingException"/>
    public void Open(Shape shape, ReadOnlyMemory<byte> json, IBufferWriter<byte> output)
    {
        using var ciphers = new Ciphers(keys);
        Rewrite(shape, json, output, (writer, value, place) => OpenOne(writer, value, place, ciphers));
    }

    /// <summary>The same JSON in clear, with <paramref name="instead"/> for every protected value about others than <paramref name="subjects"/>.</summary>
    public static void Withhold(Shape shape, ReadOnlyMemory<byte> json, IBufferWriter<byte> output, IReadOnlySet<Guid> subjects, string instead) =>
        Rewrite(shape, json, output, (writer, value, place) =>
        {
            if (subjects.Contains(place.Scope().SubjectId))
                value.WriteTo(writer);
            else
                writer.WriteStringValue(instead);
        });

    /// <summary>The keys that closing the same JSON will ask for.</summary>
    public static IReadOnlySet<KeyScope> Scopes(Shape shape, ReadOnlyMemory<byte> json)
    {
        HashSet<KeyScope> scopes = [];
        Rewrite(shape, json, new ArrayBufferWriter<byte>(), (writer, value, place) =>
        {
            if (!IsErased(value))
                scopes.Add(place.Scope());
            writer.WriteNullValue();
        });
        return scopes;
    }

    private static void CloseOne(Utf8JsonWriter writer, JsonElement value, Place place, Ciphers ciphers)
    {
        if (IsErased(value))
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteBase64String(Mark, Seal.Close(JsonMarshal.GetRawUtf8Value(value), ciphers.ToSeal(place.Scope()), place.ToString()));
        writer.WriteEndObject();
    }

    private void OpenOne(Utf8JsonWriter writer, JsonElement value, Place place, Ciphers ciphers)
    {
        if (IsErased(value))
            value.WriteTo(writer);
        else if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(Mark, out var inBase64) || !inBase64.TryGetBytesFromBase64(out var seal))
            throw new BrokenSealException(place.ToString());
        else if (!IsTooOld(place) && ciphers.ToOpen(Seal.KeyOf(seal)) is { } cipher)
            writer.WriteRawValue(OpenAt(place, seal, cipher), skipInputValidation: true);
        else if (place.Member.IsText)
            writer.WriteStringValue(ProtectedAttribute.Erased);
        else
            writer.WriteNullValue();
    }

    private static byte[] OpenAt(Place place, byte[] seal, Cipher cipher)
    {
        try
        {
            return Seal.Open(seal, cipher, place.ToString());
        }
        catch (BrokenSealException)
        {
            throw new BrokenSealException(place.ToString());
        }
    }

    private bool IsTooOld(Place place) => place.Member.Mark!.Purpose.LongestAge() is { } age && place.OccurredAt() + age < clock.GetUtcNow();

    private static bool IsErased(JsonElement value) => value.ValueKind is JsonValueKind.String && value.ValueEquals(ProtectedAttribute.Erased);

    private static void Rewrite(Shape shape, ReadOnlyMemory<byte> json, IBufferWriter<byte> output, Action<Utf8JsonWriter, JsonElement, Place> rewrite)
    {
        using var document = JsonDocument.Parse(json);
        using var writer = new Utf8JsonWriter(output, Writing);
        var id = document.RootElement.GetProperty(shape.IdMember).GetGuid();
        Write(new Enclosing(document.RootElement, Outer: null), shape, $"{shape.Name}/{id}/");

        void Write(Enclosing around, Shape inside, string path)
        {
            writer.WriteStartObject();
            foreach (var property in around.Object.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                if (!inside.Members.TryGetValue(property.Name, out var member) || property.Value.ValueKind is JsonValueKind.Null)
                    property.Value.WriteTo(writer);
                else if (member.Mark is not null)
                    rewrite(writer, property.Value, new Place(path, property.Name, member, around));
                else if (property.Value.ValueKind is JsonValueKind.Array)
                    WriteList(property.Value, around, member.Inside!, $"{path}{property.Name}");
                else
                    Write(new Enclosing(property.Value, around), member.Inside!, $"{path}{property.Name}.");
            }

            writer.WriteEndObject();
        }

        void WriteList(JsonElement list, Enclosing around, Shape inside, string path)
        {
            writer.WriteStartArray();
            var index = 0;
            foreach (var item in list.EnumerateArray())
                Write(new Enclosing(item, around), inside, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]."));
            writer.WriteEndArray();
        }
    }

    /// <summary>An object and what it lies in.</summary>
    private sealed record Enclosing(JsonElement Object, Enclosing? Outer)
    {
        /// <summary>The member of this name in the nearest object that has one.</summary>
        public JsonElement Nearest(string name) =>
            Object.TryGetProperty(name, out var value) ? value
            : Outer is not null ? Outer.Nearest(name)
            : throw new InvalidOperationException($"A protected value has no '{name}' around it.");
    }

    /// <summary>Where a protected value stands.</summary>
    private readonly record struct Place(string Path, string Name, ShapeMember Member, Enclosing Around)
    {
        public DateTimeOffset OccurredAt() => Around.Nearest(Shape.AgeMember).GetDateTimeOffset();

        public KeyScope Scope() => new(
            Around.Nearest(Member.Subject!).GetGuid(), Member.Mark!.Purpose,
            Member.Mark.Purpose.LongestAge() is null ? "" : Retention.MonthOf(OccurredAt()));

        public override string ToString() => Path + Name;
    }
}
