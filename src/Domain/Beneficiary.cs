using System.Reflection;

namespace CleaningEvents.Domain;

/// <summary>Holds the account or the cleaner who gains by the event; where it takes two people, that one is not the second.</summary>
/// <remarks>Source: policy 4.1.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class BeneficiaryAttribute : Attribute;

/// <summary>Reads off an event whom it is about, by the marks on its members.</summary>
public static class Concerning
{
    /// <summary>The accounts and cleaners who gain by <paramref name="event"/>.</summary>
    public static IEnumerable<Guid> Beneficiaries(object @event) =>
        Marked<BeneficiaryAttribute>(@event.GetType()).Select(x => Value(@event, x.Member)).OfType<Guid>();

    /// <summary>Whom the first protected member of <paramref name="event"/> is about; null when it has none.</summary>
    public static Guid? Subject(object @event) =>
        Marked<ProtectedAttribute>(@event.GetType()).Select(x => Value(@event, x.Mark.Subject)).OfType<Guid>().Select(x => (Guid?)x).FirstOrDefault();

    private static IEnumerable<(string Member, T Mark)> Marked<T>(Type type) where T : Attribute =>
        from constructor in type.GetConstructors()
        from member in constructor.GetParameters()
        let mark = member.GetCustomAttribute<T>()
        where mark is not null
        select (member.Name!, mark);

    private static object? Value(object @event, string member) => @event.GetType().GetProperty(member)?.GetValue(@event);
}
