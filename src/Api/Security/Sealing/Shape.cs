using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>Which members of an event or read model are protected, at any depth, by their names in JSON.</summary>
/// <param name="Name">What the type is called in a seal: <c>customer_registered</c>.</param>
/// <param name="IdMember">The member that holds the id of the stream or document: the first.</param>
/// <param name="Members">The members that are protected or have protected members inside.</param>
public sealed record Shape(string Name, string IdMember, IReadOnlyDictionary<string, ShapeMember> Members)
{
    /// <summary>Protected values that are kept by age say by this member when they came about.</summary>
    public const string AgeMember = "occurredAt";

    private static readonly ConcurrentDictionary<Type, Shape?> Known = new();

    /// <summary>The shape of a type; null when nothing in it is protected.</summary>
    public static Shape? Of(Type type) => Known.GetOrAdd(type, Make);

    private static Shape? Make(Type type)
    {
        if (type.Assembly != typeof(Vocabulary).Assembly && type.Assembly != typeof(Projections.Catalogue).Assembly)
            return null;

        PropertyInfo[] properties = [.. Member.PropertiesOf(type)];
        var members = properties.Select(x => (Name: Member.InJson(x.Name), Shape: MemberOf(x))).Where(x => x.Shape is not null).ToDictionary(x => x.Name, x => x.Shape!);
        return members.Count is 0 ? null : new Shape(JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), Member.InJson(properties[0].Name), members);
    }

    private static ShapeMember? MemberOf(PropertyInfo property)
    {
        if (Member.Mark<ProtectedAttribute>(property) is { } mark)
            return new ShapeMember(mark, Member.InJson(mark.Subject), property.PropertyType == typeof(string), Inside: null);

        return Of(Member.ElementOf(property.PropertyType)) is { } inside ? new ShapeMember(Mark: null, Subject: null, IsText: false, inside) : null;
    }
}

/// <summary>A member that is protected, or one with protected members inside.</summary>
/// <param name="Mark">What protects it; null for one that only has such inside.</param>
/// <param name="Subject">The member that holds the subject's id, in the same object or one around it.</param>
/// <param name="IsText">Whether an erased value reads as a text; else as null.</param>
/// <param name="Inside">The shape of the object, or of each object of the list.</param>
public sealed record ShapeMember(ProtectedAttribute? Mark, string? Subject, bool IsText, Shape? Inside);
