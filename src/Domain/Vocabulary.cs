namespace CleaningEvents.Domain;

/// <summary>Every event type: the public record classes of the modules that are not states. Values are record structs.</summary>
public static class Vocabulary
{
    public static IReadOnlyList<Type> Events { get; } =
    [
        .. typeof(Vocabulary).Assembly.GetExportedTypes()
            .Where(x => x.Namespace != typeof(Vocabulary).Namespace && IsRecordClass(x) && !IsState(x))
            .OrderBy(x => x.Name, StringComparer.Ordinal),
    ];

    private static bool IsRecordClass(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsState(Type type) =>
        type.GetInterfaces().Any(x => x.IsGenericType && x.GetGenericTypeDefinition() == typeof(IEvolve<>));
}
