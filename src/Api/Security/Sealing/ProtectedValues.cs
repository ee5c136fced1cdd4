using System.Globalization;
using System.Text.Json;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>The protected values in the JSON of an event or read model, in their order, nulls left out.</summary>
public sealed class ProtectedValues
{
    private readonly List<ProtectedValue> found = [];
    private readonly Enclosing root = new(outer: null);
    private readonly Shape shape;

    public ProtectedValues(Shape shape, ReadOnlySpan<byte> json)
    {
        this.shape = shape;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        ReadObject(ref reader, shape, root, "");
    }

    /// <summary>Of the stream or document.</summary>
    public Guid Id => root.Guid(shape.IdMember);

    public int Count => found.Count;

    public IEnumerable<ProtectedValue> All => found;

    /// <summary>What a seal is bound to: <c>site_registered/0198…/location</c>.</summary>
    public string PlaceOf(ProtectedValue value) => $"{shape.Name}/{Id}/{value.Path}";

    private void ReadObject(ref Utf8JsonReader reader, Shape inside, Enclosing around, string path)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var member = inside.At(ref reader);
            reader.Read();
            if (member is null || reader.TokenType is JsonTokenType.Null)
                reader.Skip();
            else if (member.Mark is not null)
                found.Add(Value(ref reader, member, path, around));
            else if (member.Inside is null)
                around.Add(member.Name, ref reader);
            else if (reader.TokenType is JsonTokenType.StartArray)
                ReadList(ref reader, member.Inside, around, path + member.Name);
            else if (reader.TokenType is JsonTokenType.StartObject)
                ReadObject(ref reader, member.Inside, new Enclosing(around), $"{path}{member.Name}.");
            else
                throw new BrokenSealException(path + member.Name);
        }
    }

    private void ReadList(ref Utf8JsonReader reader, Shape inside, Enclosing around, string path)
    {
        for (var index = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; index++)
            ReadObject(ref reader, inside, new Enclosing(around), string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]."));
    }

    private static ProtectedValue Value(ref Utf8JsonReader reader, ShapeMember member, string path, Enclosing around)
    {
        var start = (int)reader.TokenStartIndex;
        var isErased = reader.TokenType is JsonTokenType.String && reader.ValueTextEquals(ProtectedAttribute.Erased);
        reader.Skip();
        return new ProtectedValue(path + member.Name, start..(int)reader.BytesConsumed, member, isErased, around);
    }
}

/// <summary>Where a protected value stands, and whose it is.</summary>
/// <param name="Path">From the object as a whole: <c>crew[0].name</c>.</param>
/// <param name="Bytes">Of the JSON.</param>
/// <param name="Member">Which member it is.</param>
/// <param name="IsErased">Whether it was erased before it was written.</param>
/// <param name="Around">The object it lies in.</param>
public readonly record struct ProtectedValue(string Path, Range Bytes, ShapeMember Member, bool IsErased, Enclosing Around)
{
    public Guid SubjectId => Around.Guid(Member.Subject!);

    public DateTimeOffset OccurredAt => Around.Time(Shape.AgeMember);

    public KeyScope Scope => new(SubjectId, Member.Mark!.Purpose, Member.Mark.Purpose.LongestAge() is null ? "" : Retention.MonthOf(OccurredAt));
}

/// <summary>What an object says of the protected values in it; what it does not say, the one around it does.</summary>
public sealed class Enclosing(Enclosing? outer)
{
    private readonly List<(string Name, string Value)> said = [];

    public void Add(string name, ref Utf8JsonReader reader) => said.Add((name, reader.GetString()!));

    public Guid Guid(string name) => System.Guid.ParseExact(Nearest(name), "D");

    public DateTimeOffset Time(string name) => DateTimeOffset.Parse(Nearest(name), CultureInfo.InvariantCulture);

    private string Nearest(string name)
    {
        foreach (var (known, value) in said)
            if (known == name)
                return value;

        return outer?.Nearest(name) ?? throw new InvalidOperationException($"A protected value has no '{name}' around it.");
    }
}
