using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Projections;

namespace CleaningEvents.Tests.Security.Sealing;

/// <summary>Nothing that could be about a person slips into the store unmarked. A failure names every offender.</summary>
public class MarkTests
{
    private static readonly IReadOnlyList<Type> Models = [.. Catalogue.Documents.Select(x => x.Model)];

    [Fact]
    public void every_document_of_the_store_is_looked_at() =>
        typeof(Catalogue).Assembly.GetExportedTypes().Where(x => IsDocument(x) && !Models.Contains(x)).ShouldBeEmpty();

    [Fact]
    public void every_text_and_place_of_an_event_or_read_model_is_protected_or_says_why_not() =>
        All().Where(x => x.IsTelling && x.Protected is null == x.Plain is null).Select(Name).ShouldBeEmpty();

    [Fact]
    public void every_protected_member_names_a_subject_around_it() =>
        All().Where(x => x.Protected is { } mark && x.Around.All(y => y.GetProperty(mark.Subject)?.PropertyType != typeof(Guid))).Select(Name).ShouldBeEmpty();

    [Fact]
    public void what_is_kept_by_age_says_when_it_came_about() =>
        All().Where(x => x.Protected?.Purpose.LongestAge() is not null && x.Around[^1].GetProperty("OccurredAt")?.PropertyType != typeof(DateTimeOffset))
            .Select(Name).ShouldBeEmpty();

    [Fact]
    public void no_read_model_holds_what_is_kept_by_age_since_a_rebuild_would_differ() =>
        Models.SelectMany(Member.Of).Where(x => x.Protected?.Purpose.LongestAge() is not null).Select(Name).ShouldBeEmpty();

    [Fact]
    public void an_erased_value_can_be_read_as_text_or_nothing() =>
        All().Where(x => x.Protected is not null && x.Property.PropertyType != typeof(string) && Nullable.GetUnderlyingType(x.Property.PropertyType) is null)
            .Select(Name).ShouldBeEmpty();

    [Fact]
    public void every_exemption_has_a_reason() =>
        All().Select(x => x.Plain).Where(x => x is { Because.Length: < 10 } or { Class: > DataClass.Internal }).ShouldBeEmpty();

    [Fact]
    public void what_is_protected_is_at_least_confidential() =>
        All().Where(x => x.Protected?.Class < DataClass.Confidential).Select(Name).ShouldBeEmpty();

    private static IEnumerable<Member> All() => Vocabulary.Events.Concat(Models).SelectMany(Member.Of);

    private static bool IsDocument(Type type) => type.GetProperty("Id")?.PropertyType == typeof(Guid) && type.GetMethod("<Clone>$") is not null;

    private static string Name(Member member) => $"{member.Around[0].Name}.{member.Path}";
}
