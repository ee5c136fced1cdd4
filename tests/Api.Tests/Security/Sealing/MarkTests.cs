using System.Reflection;
using CleaningEvents.Domain;
using CleaningEvents.Projections;
using CleaningEvents.Projections.Dispatch;

namespace CleaningEvents.Tests.Security.Sealing;

/// <summary>Nothing that could be about a person slips into the store unmarked. A failure names every offender.</summary>
public class MarkTests
{
    private static readonly IReadOnlyList<Type> Models = [.. Catalogue.Streams.Select(x => x.Model), typeof(BoardCard)];

    [Fact]
    public void every_document_of_the_store_is_looked_at() =>
        typeof(Catalogue).Assembly.GetExportedTypes().Where(x => IsDocument(x) && !Models.Contains(x)).ShouldBeEmpty();

    [Fact]
    public void every_text_and_place_of_an_event_or_read_model_is_protected_or_says_why_not() =>
        All().Where(x => IsTelling(x.Property.PropertyType) && Marks(x.Property).Count() is not 1).Select(Name).ShouldBeEmpty();

    [Fact]
    public void every_protected_member_names_a_subject_around_it() =>
        All().Where(x => Mark(x.Property) is { } mark && x.Around.All(y => y.GetProperty(mark.Subject)?.PropertyType != typeof(Guid))).Select(Name).ShouldBeEmpty();

    [Fact]
    public void what_is_kept_by_age_says_when_it_came_about() =>
        All().Where(x => Mark(x.Property)?.Purpose.LongestAge() is not null && x.Around[^1].GetProperty("OccurredAt")?.PropertyType != typeof(DateTimeOffset))
            .Select(Name).ShouldBeEmpty();

    [Fact]
    public void no_read_model_holds_what_is_kept_by_age_since_a_rebuild_would_differ() =>
        Models.SelectMany(x => Members(x, [])).Where(x => Mark(x.Property)?.Purpose.LongestAge() is not null).Select(Name).ShouldBeEmpty();

    [Fact]
    public void an_erased_value_can_be_read_as_text_or_nothing() =>
        All().Where(x => Mark(x.Property) is not null && x.Property.PropertyType != typeof(string) && Nullable.GetUnderlyingType(x.Property.PropertyType) is null)
            .Select(Name).ShouldBeEmpty();

    [Fact]
    public void every_exemption_has_a_reason() =>
        All().SelectMany(x => Marks(x.Property).OfType<PlainAttribute>()).Where(x => x.Because.Length < 10 || x.Class > DataClass.Internal).ShouldBeEmpty();

    [Fact]
    public void what_is_protected_is_at_least_confidential() =>
        All().Where(x => Mark(x.Property)?.Class < DataClass.Confidential).Select(Name).ShouldBeEmpty();

    private static IEnumerable<(PropertyInfo Property, Type[] Around)> All() => Vocabulary.Events.Concat(Models).SelectMany(x => Members(x, []));

    private static IEnumerable<(PropertyInfo Property, Type[] Around)> Members(Type type, Type[] outer)
    {
        Type[] around = [.. outer, type];
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(x => x.GetMethod!.GetParameters() is []))
        {
            yield return (property, around);
            var element = ElementOf(property.PropertyType);
            if (!IsTelling(element) && !element.IsEnum && IsOurs(element))
                foreach (var inside in Members(element, around))
                    yield return inside;
        }
    }

    private static bool IsTelling(Type type) => ElementOf(type) is var element && (element == typeof(string) || element == typeof(GeoPoint));

    private static Type ElementOf(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType ? type.GetGenericArguments()[^1] : type);

    private static bool IsOurs(Type type) => type.Assembly == typeof(Vocabulary).Assembly || type.Assembly == typeof(Catalogue).Assembly;

    private static bool IsDocument(Type type) => type.GetProperty("Id")?.PropertyType == typeof(Guid) && type.GetMethod("<Clone>$") is not null;

    private static ProtectedAttribute? Mark(PropertyInfo property) => Marks(property).OfType<ProtectedAttribute>().FirstOrDefault();

    private static IEnumerable<Attribute> Marks(PropertyInfo property) => property.GetCustomAttributes()
        .Concat(property.DeclaringType!.GetConstructors().SelectMany(x => x.GetParameters()).Where(x => x.Name == property.Name).SelectMany(x => x.GetCustomAttributes()))
        .Where(x => x is ProtectedAttribute or PlainAttribute);

    private static string Name((PropertyInfo Property, Type[] Around) member) =>
        $"{string.Join('.', member.Around.Select(x => x.Name))}.{member.Property.Name}";
}
