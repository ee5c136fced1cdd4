using System.Reflection;
using System.Text.Json;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>A member of an event, a read model or an answer, at any depth.</summary>
/// <param name="Property">The member.</param>
/// <param name="Around">The types it lies in, outermost first.</param>
/// <param name="Path">Where it stands in JSON: <c>crew[].cleanerId</c>.</param>
public sealed record Member(PropertyInfo Property, IReadOnlyList<Type> Around, string Path)
{
    private static readonly Assembly[] Ours = [typeof(Vocabulary).Assembly, typeof(Projections.Catalogue).Assembly, typeof(Member).Assembly];

    /// <summary>Whether it holds text or a place, which could tell of a person.</summary>
    public bool IsTelling => IsText(Property.PropertyType);

    public ProtectedAttribute? Protected => Mark<ProtectedAttribute>(Property);

    public PlainAttribute? Plain => Mark<PlainAttribute>(Property);

    /// <summary>Every member of <paramref name="type"/>, and of the values inside it.</summary>
    public static IEnumerable<Member> Of(Type type) => Inside([type], "");

    /// <summary>What is said of a property, by itself or by the parameter of the record that made it; null where it is not.</summary>
    public static T? Mark<T>(PropertyInfo property) where T : Attribute =>
        property.GetCustomAttribute<T>()
        ?? property.DeclaringType!.GetConstructors().SelectMany(x => x.GetParameters()).FirstOrDefault(x => x.Name == property.Name)?.GetCustomAttribute<T>();

    /// <summary>The type of the value, or of each value of a list.</summary>
    public static Type ElementOf(Type type) => type.IsGenericType ? type.GetGenericArguments()[^1] : type;

    public static string InJson(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(x => x.GetMethod?.GetParameters() is []);

    private static IEnumerable<Member> Inside(Type[] around, string path)
    {
        foreach (var property in PropertiesOf(around[^1]))
        {
            var member = new Member(property, around, path + InJson(property.Name));
            yield return member;
            var element = ElementOf(property.PropertyType);
            if (!member.IsTelling && !element.IsEnum && Ours.Contains(element.Assembly))
                foreach (var inside in Inside([.. around, element], member.Path + (IsList(property.PropertyType) ? "[]." : ".")))
                    yield return inside;
        }
    }

    private static bool IsText(Type type) => ElementOf(type) is var element && (element == typeof(string) || element == typeof(GeoPoint));

    private static bool IsList(Type type) => type.IsGenericType && Nullable.GetUnderlyingType(type) is null;
}
