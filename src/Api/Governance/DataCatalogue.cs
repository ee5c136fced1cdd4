using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Projections;

namespace CleaningEvents.Api.Governance;

/// <summary>What is stored about whom, why, for how long, and where it is shown; read off the code at hand.</summary>
/// <param name="Protected">Everything that is encrypted before it is stored.</param>
/// <param name="Plain">Every text or place that is stored as it is, and why.</param>
/// <param name="PlainColumns">Columns of tables beside the event store's own, and why no personal data stands in them in clear.</param>
public sealed record DataCatalogue(
    IReadOnlyList<ProtectedMember> Protected, IReadOnlyList<PlainMember> Plain, IReadOnlyDictionary<string, string> PlainColumns)
{
    /// <remarks>Source: policy 4.2.</remarks>
    public static DataCatalogue Of(IEnumerable<Endpoint> endpoints)
    {
        var showings = new Showings(endpoints);
        Type[] stored = [.. Vocabulary.Events, .. Catalogue.Documents.Select(x => x.Model)];
        return new DataCatalogue(
            [.. stored.SelectMany(x => ProtectedIn(x, showings))],
            [.. stored.SelectMany(Member.Of).Where(x => x.Plain is not null).Select(x => new PlainMember(x.Around[0].Name, x.Path, x.Plain!.Class, x.Plain.Because))],
            Governance.PlainColumns.Reasons);
    }

    private static IEnumerable<ProtectedMember> ProtectedIn(Type type, Showings showings)
    {
        var isEvent = Vocabulary.Events.Contains(type);
        var models = isEvent ? Traces.Of(type) : null;
        return Member.Of(type).Where(x => x.Protected is not null).Select(x => new ProtectedMember(
            type.Name, isEvent ? Storage.Event : Storage.ReadModel, x.Path, x.Protected!.Class, Member.InJson(x.Protected.Subject), KeptFor.Of(x.Protected.Purpose),
            x.Property.PropertyType == typeof(string) ? ProtectedAttribute.Erased : null, [.. models?[x.Path].Distinct() ?? []], showings.Of(x)));
    }
}

/// <summary>A member whose values are encrypted with a key of their subject.</summary>
/// <param name="In">The event or read model.</param>
/// <param name="Storage">Which of both.</param>
/// <param name="Member">Where it stands: <c>checklist[].note</c>.</param>
/// <param name="Class">How much harm is done when it gets about.</param>
/// <param name="Subject">The member, beside it or around it, with the id of whom it is about.</param>
/// <param name="KeptFor">Why it is kept, and for how long.</param>
/// <param name="ErasedReadsAs">What everybody reads once the subject was erased or the value is too old.</param>
/// <param name="ReadModels">Members of read models that a value of the event comes to stand in; empty for a member of a read model.</param>
/// <param name="ShownBy">The questions whose answers hold it.</param>
public sealed record ProtectedMember(
    string In, Storage Storage, string Member, DataClass Class, string Subject, KeptFor KeptFor, string? ErasedReadsAs,
    IReadOnlyList<string> ReadModels, IReadOnlyList<string> ShownBy);

/// <summary>A member that is stored as it is.</summary>
/// <param name="In">The event or read model.</param>
/// <param name="Member">Where it stands.</param>
/// <param name="Class">How much harm is done when it gets about.</param>
/// <param name="Because">Why it need not be encrypted.</param>
public sealed record PlainMember(string In, string Member, DataClass Class, string Because);

/// <summary>How something is stored.</summary>
public enum Storage { Event, ReadModel }
