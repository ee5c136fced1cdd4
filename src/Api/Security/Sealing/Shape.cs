using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>Which members of an event or read model are protected, at any depth, by their names in JSON.</summary>
/// <param name="Name">What the type is called in a seal: <c>customer_registered</c>.</param>
/// <param name="IdMember">The member that holds the id of the stream or document: the first.</param>
/// <param name="Members">The members that are protected or have protected members inside, and those that say whose and how old these are.</param>
public sealed record Shape(string Name, string IdMember, IReadOnlyList<ShapeMember> Members)
{
    /// <summary>Protected values that are kept by age say by this member when they came about.</summary>
    public const string AgeMember = "occurredAt";

    private static readonly ConcurrentDictionary<Type, Shape?> Known = new();

    /// <summary>The shape of a type; null when nothing in it is protected.</summary>
    public static Shape? Of(Type type) => Known.GetOrAdd(type, Make);

    /// <summary>The member whose name <paramref name="reader"/> stands at; null where it is none of these.</summary>
    public ShapeMember? At(ref Utf8JsonReader reader)
    {
        foreach (var member in Members)
            if (reader.ValueTextEquals(member.NameInUtf8))
                return member;

        return null;
    }

    private static Shape? Make(Type type)
    {
        if (type.Assembly != typeof(Vocabulary).Assembly && type.Assembly != typeof(Projections.Catalogue).Assembly)
            return null;

        var properties = Member.PropertiesOf(type).ToArray();
        var members = properties.Select(Protecting).OfType<ShapeMember>().ToArray();
        if (members is [])
            return null;

        var idMember = Member.InJson(properties[0].Name);
        var telling = SubjectsIn(members).Append(idMember).Append(AgeMember).ToHashSet();
        // An object inside another need not begin with an id.
        var others = properties.Where(x => IsIdOrInstant(x.PropertyType)).Select(x => Member.InJson(x.Name)).Where(telling.Contains).Select(x => new ShapeMember(x));
        return new Shape(JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), idMember, [.. members, .. others]);
    }

    private static bool IsIdOrInstant(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var told && (told == typeof(Guid) || told == typeof(DateTimeOffset));

    private static ShapeMember? Protecting(PropertyInfo property)
    {
        var name = Member.InJson(property.Name);
        if (Member.Mark<ProtectedAttribute>(property) is { } mark)
            return new ShapeMember(name) { Mark = mark, Subject = Member.InJson(mark.Subject), IsText = property.PropertyType == typeof(string) };

        return Of(Member.ElementOf(property.PropertyType)) is { } inside ? new ShapeMember(name) { Inside = inside } : null;
    }

    private static IEnumerable<string> SubjectsIn(IEnumerable<ShapeMember> members) =>
        members.SelectMany(x => x.Inside is { } inside ? SubjectsIn(inside.Members) : x.Subject is { } subject ? [subject] : []);
}

/// <summary>A member that is protected, has protected members inside, or says whose or how old such are.</summary>
public sealed record ShapeMember(string Name)
{
    public byte[] NameInUtf8 { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>What protects it; null for the others.</summary>
    public ProtectedAttribute? Mark { get; init; }

    /// <summary>The member that holds the subject's id, in the same object or one around it.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether an erased value reads as a text; else as null.</summary>
    public bool IsText { get; init; }

    /// <summary>The shape of the object, or of each object of the list.</summary>
    public Shape? Inside { get; init; }
}
