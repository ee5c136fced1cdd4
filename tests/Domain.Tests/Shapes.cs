using System.Reflection;

namespace CleaningEvents.Domain.Tests;

/// <summary>What types look like, and instances of them, by their primary constructors.</summary>
internal static class Shapes
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The members of a record, in the order in which they are written.</summary>
    public static ParameterInfo[] Members(Type type) => type.GetConstructors().MaxBy(x => x.GetParameters().Length)!.GetParameters();

    /// <summary>These types and every type of the company inside them: value structs and enums.</summary>
    public static IEnumerable<Type> Reachable(IEnumerable<Type> types)
    {
        HashSet<Type> seen = [];
        Queue<Type> open = new(types);
        while (open.TryDequeue(out var type))
            if (type.Assembly == typeof(Vocabulary).Assembly && seen.Add(type) && !type.IsEnum)
                foreach (var member in Members(type)) open.Enqueue(Element(member.ParameterType));

        return seen;
    }

    /// <summary>A record as <c>Name(Type Member, …)</c>, an enum as <c>Name: Value, …</c>.</summary>
    public static string Signature(Type type) => type.IsEnum
        ? $"{type.Name}: {string.Join(", ", Enum.GetNames(type))}"
        : $"{type.Name}({string.Join(", ", Members(type).Select(x => $"{Name(x)} {x.Name}"))})";

    /// <summary>Some instance, the same each time.</summary>
    public static object Some(Type type)
    {
        if (type == typeof(string)) return "some";
        if (type == typeof(Guid)) return Example.Number(1);
        if (Nullable.GetUnderlyingType(type) is { } inner) return Some(inner);
        if (type.IsGenericType) return ListOf(Element(type));
        if (type.Assembly != typeof(Vocabulary).Assembly || type.IsEnum) return Activator.CreateInstance(type)!;
        return Activator.CreateInstance(type, [.. Members(type).Select(x => Some(x.ParameterType))])!;
    }

    private static Array ListOf(Type element)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Some(element), 0);
        return list;
    }

    private static Type Element(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : type;

    private static string Name(ParameterInfo member) =>
        Name(member.ParameterType) + (IsOptionalReference(member) ? "?" : "");

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{Name(Element(type))}>" : type.Name;
    }

    private static bool IsOptionalReference(ParameterInfo member) =>
        !member.ParameterType.IsValueType && Nullability.Create(member).ReadState is NullabilityState.Nullable;
}
