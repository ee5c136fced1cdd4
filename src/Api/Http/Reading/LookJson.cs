using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Projections;

namespace CleaningEvents.Api.Http.Reading;

/// <summary>
/// Lets JSON tell the look at hand of every protected value that it takes to write. Where nobody would record it, nothing protected is
/// written at all, and secrets only where the look reveals them.
/// </summary>
public sealed class LookJson(bool showsSecrets)
{
    /// <summary>Says it of all that is written with <paramref name="options"/>.</summary>
    public void Watch(JsonSerializerOptions options) =>
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Watch);

    private void Watch(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
            return;
        if (KindOf(type.Type) is { } kind)
        {
            var id = Member.PropertiesOf(type.Type).First();
            type.OnSerializing = x => Look.Current?.Enter(kind, (Guid)id.GetValue(x)!);
        }

        foreach (var property in type.Properties)
            if (property is { AttributeProvider: PropertyInfo member, Get: { } get } && Told(property.Name, member) is { } tell)
                property.Get = x => tell(x, get(x));
    }

    /// <summary>What records of a type are called; null where it is none.</summary>
    private static string? KindOf(Type type) =>
        Vocabulary.Events.Contains(type) ? Look.Log : Catalogue.Documents.Any(x => x.Model == type) ? type.Name : null;

    /// <summary>Tells of the value of a member and gives back what may be shown of it; null where the member tells nothing.</summary>
    private Func<object, object?, object?>? Told(string name, PropertyInfo member)
    {
        if (Member.Mark<ShowsLogAttribute>(member) is not null)
            return (_, value) => Tell(value, look => look.Show(Look.Log, (Guid)value!, field: null, DataClass.Internal));
        if (Member.Mark<ProtectedAttribute>(member) is { } mark)
            return Guarded(IsSecret(member), (_, _, look) => look.Show(name, mark.Class, IsSecret(member)));

        if (Member.Mark<ShowsAttribute>(member) is not { } copy || copy.Model.GetProperty(copy.Member) is not { } original || Member.Mark<ProtectedAttribute>(original) is not { } meant)
            return null;

        var records = RecordsOf(member, copy);
        return Guarded(IsSecret(original), (holder, value, look) =>
        {
            foreach (var record in records(holder, value))
                look.Show(copy.Model.Name, record, Member.InJson(copy.Member), meant.Class, IsSecret(original));
        });
    }

    private Func<object, object?, object?> Guarded(bool isSecret, Action<object, object, Look> tell) => (holder, value) =>
        isSecret && !showsSecrets && Look.Current is not { Reveals: true } ? null : Tell(value, look => tell(holder, value!, look));

    private static object? Tell(object? value, Action<Look> tell)
    {
        if (value is null or ProtectedAttribute.Erased)
            return value;
        var look = Look.Current ?? throw new InvalidOperationException("Something protected would be shown and nobody would record it.");
        if (!look.IsRecordedOtherwise)
            tell(look);
        return value;
    }

    private static bool IsSecret(PropertyInfo member) => Member.Mark<SecretAttribute>(member) is not null;

    /// <summary>Whose values stand in a member that repeats one of a read model: ids are the keys of a dictionary, else in the member named after the model.</summary>
    private static Func<object, object, IEnumerable<Guid>> RecordsOf(PropertyInfo member, ShowsAttribute copy)
    {
        if (member.PropertyType.IsAssignableTo(typeof(IReadOnlyDictionary<Guid, string>)))
            return (_, value) => ((IReadOnlyDictionary<Guid, string>)value).Keys;

        var name = copy.Model.Name.Replace("Details", "Id", StringComparison.Ordinal);
        var id = member.DeclaringType!.GetProperty(name)
            ?? throw new InvalidOperationException($"{member.DeclaringType.Name}.{member.Name} shows a {copy.Model.Name} and has no {name} beside it.");
        return (holder, _) => [(Guid)id.GetValue(holder)!];
    }
}
