namespace CleaningEvents.Domain;

/// <summary>
/// Every event type: the public record classes of the modules that are not states. Values are record structs, and what lies in folders inside a module
/// is never stored.
/// </summary>
public static class Vocabulary
{
    public static IReadOnlyList<Type> Events { get; } =
    [
        .. typeof(Vocabulary).Assembly.GetExportedTypes()
            .Where(x => IsOfModule(x) && IsRecordClass(x) && !IsState(x))
            .OrderBy(x => x.Name, StringComparer.Ordinal),
    ];

    private static bool IsOfModule(Type type) =>
        type.Namespace is { } place && place.LastIndexOf('.') is var end && end > 0 && place[..end] == typeof(Vocabulary).Namespace;

    private static bool IsRecordClass(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsState(Type type) =>
        type.GetInterfaces().Any(x => x.IsGenericType && x.GetGenericTypeDefinition() == typeof(IEvolve<>));
}
