using CleaningEvents.Domain;
using CleaningEvents.Projections.Search;

namespace CleaningEvents.Tests.Searching;

public class TermsTests
{
    [Theory]
    [InlineData("Rossi", "=ROSSI", "RO", "ROS", "ROSS", "ROSSI")]
    [InlineData("  ｒｏＳＳｉ\t& \n Co ", "=ROSSI & CO", "RO", "ROS", "ROSS", "ROSSI", "CO")]
    [InlineData("Condominio", "=CONDOMINIO", "CO", "CON", "COND", "CONDO", "CONDOM", "CONDOMI", "CONDOMIN")]
    [InlineData("Via 1", "=VIA 1", "VI", "VIA")]
    [InlineData("王小明", "=王小明", "王", "王小", "王小明", "小", "小明", "明")]
    [InlineData("A栋12", "=A栋12", "栋", "12")]
    [InlineData("𠮷田", "=𠮷田", "𠮷", "𠮷田", "田")]
    [InlineData("e\u0301co", "=ÉCO", "ÉC", "ÉCO")]
    public void a_name_is_found_by_itself_and_the_beginnings_of_its_words(string name, params string[] terms) =>
        Terms.Of(name, SearchKind.Words).ShouldBe(terms);

    [Theory]
    [InlineData("+39 051 1234", "=511234", "390", "3905", "39051", "390511", "3905112", "39051123", "390511234", "051", "0511", "05112", "051123", "0511234", "511", "5112", "51123", "511234")]
    [InlineData("0086-138", "=138", "861", "8613", "86138", "138")]
    [InlineData("０５１２", "=512", "051", "0512", "512")]
    [InlineData("+1 555", "=1555", "155", "1555")]
    public void a_phone_number_is_found_with_and_without_what_is_dialled_first(string phone, params string[] terms) =>
        Terms.Of(phone, SearchKind.Phone).ShouldBe(terms);

    [Fact]
    public void an_email_address_is_found_only_as_a_whole() => Terms.Of("Anna@Example.org", SearchKind.Whole).ShouldBe(["=ANNA@EXAMPLE.ORG"]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData(ProtectedAttribute.Erased)]
    public void what_is_missing_or_erased_is_not_found(string? value)
    {
        Terms.Of(value, SearchKind.Words).ShouldBeEmpty();
        Terms.Of(value, SearchKind.Phone).ShouldBeEmpty();
        Terms.Match(value, "erased", SearchKind.Words, exact: false).ShouldBeFalse();
    }

    [Fact]
    public void a_long_value_has_a_bounded_number_of_terms()
    {
        var address = string.Join(' ', Enumerable.Range(10_000, 200));

        Terms.Of(address, SearchKind.Words).Count.ShouldBe(Terms.Most);
        Terms.Match(address, "10199", SearchKind.Words, exact: false).ShouldBeTrue();
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00")]
    [InlineData("\ufffe name")]
    [InlineData("\uffff")]
    [InlineData("مرحبا")]
    [InlineData("👩‍👩‍👧‍👦")]
    public void no_text_is_too_strange_to_be_looked_at(string text)
    {
        foreach (var kind in Enum.GetValues<SearchKind>())
        {
            Terms.Of(text, kind);
            Terms.AskedBy(text, kind, exact: false);
            Terms.Match(text, text, kind, exact: true);
        }
    }

    [Theory]
    [InlineData("Mario Rossi", "ro", true)]
    [InlineData("Mario Rossi", "rossi mar", true)]
    [InlineData("Mario Rossi", "mario verdi", false)]
    [InlineData("Mario Rossi", "ario", false)]
    [InlineData("Condominio Garibaldi", "garibaldine", false)]
    [InlineData("Via Example 1, Bologna", "example 1", true)]
    [InlineData("Via Example 12, Bologna", "example 2", false)]
    [InlineData("上海市静安区南京西路100号", "静安", true)]
    [InlineData("上海市静安区南京西路100号", "南京西路100号", true)]
    [InlineData("上海市静安区南京西路100号", "南京东路", false)]
    [InlineData("王小明", "王", true)]
    public void what_is_asked_for_has_the_terms_of_the_question_and_says_so_in_clear(string value, string text, bool isMeant)
    {
        Terms.Match(value, text, SearchKind.Words, exact: false).ShouldBe(isMeant);
        if (isMeant)
            Terms.AskedBy(text, SearchKind.Words, exact: false).ShouldBeSubsetOf(Terms.Of(value, SearchKind.Words));
    }

    [Theory]
    [InlineData("+39 051 123456", "051 12", true)]
    [InlineData("+39 051 123456", "39051", true)]
    [InlineData("051 123456", "+39 051 1234", true)]
    [InlineData("0039 051 123456", "+39051123456", true)]
    [InlineData("+86 138 0013 8000", "0086138", true)]
    [InlineData("+86 138 0013 8000", "138 0013", true)]
    [InlineData("+39 051 123456", "123", false)]
    [InlineData("+39 051 123456", "05", false)]
    [InlineData("+39 051 123456", "Rossi 051", false)]
    public void a_phone_number_is_asked_for_in_any_form(string phone, string text, bool isMeant)
    {
        Terms.Match(phone, text, SearchKind.Phone, exact: false).ShouldBe(isMeant);
        if (isMeant)
            Terms.AskedBy(text, SearchKind.Phone, exact: false).Intersect(Terms.Of(phone, SearchKind.Phone)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Mario Rossi", "ＭＡＲＩＯ  rossi", SearchKind.Words, true)]
    [InlineData("Mario Rossi", "Mario", SearchKind.Words, false)]
    [InlineData("051 123456", "+39 051 123456", SearchKind.Phone, true)]
    [InlineData("051 123456", "051 12345", SearchKind.Phone, false)]
    [InlineData("anna@example.org", "Anna@Example.org", SearchKind.Whole, true)]
    public void an_exact_question_wants_the_whole(string value, string text, SearchKind kind, bool isMeant)
    {
        Terms.Match(value, text, kind, exact: true).ShouldBe(isMeant);
        Terms.AskedBy(text, kind, exact: true).Intersect(Terms.Of(value, kind)).Any().ShouldBe(isMeant);
    }

    [Theory]
    [InlineData("x", SearchKind.Words)]
    [InlineData("--", SearchKind.Words)]
    [InlineData("x", SearchKind.Whole)]
    [InlineData("12", SearchKind.Phone)]
    [InlineData("+39 Anna", SearchKind.Phone)]
    public void a_text_may_say_too_little(string text, SearchKind kind) => Terms.AskedBy(text, kind, exact: false).ShouldBeEmpty();
}
