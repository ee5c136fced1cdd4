using System.Text.Json;
using CleaningEvents.Api.Audit;

namespace CleaningEvents.Tests.Audit;

public class JsonChangesTests
{
    [Fact]
    public void equal_documents_have_no_changes() =>
        Between("""{"a":1,"b":[{"c":"x"}],"d":null}""", """{"b":[{"c":"x"}],"a":1.0}""").ShouldBeEmpty();

    [Fact]
    public void a_changed_field_is_named_by_its_path() =>
        Between("""{"crew":[{"cleanerId":"a","from":8},{"cleanerId":"b","from":9}]}""", """{"crew":[{"cleanerId":"a","from":8},{"cleanerId":"c","from":9}]}""")
            .ShouldBe(["crew[1].cleanerId: \"b\" -> \"c\""]);

    [Fact]
    public void a_document_that_begins_is_all_change() =>
        Between("null", """{"id":7,"window":{"from":"8","until":"9"},"crew":[]}""")
            .ShouldBe(["id: - -> 7", "window.from: - -> \"8\"", "window.until: - -> \"9\""]);

    [Fact]
    public void a_document_that_ends_is_all_change() => Between("""{"id":7,"open":true}""", "null").ShouldBe(["id: 7 -> -", "open: true -> -"]);

    [Fact]
    public void an_item_that_leaves_a_list_is_named_by_its_place() =>
        Between("""{"tags":["a","b"]}""", """{"tags":["a"]}""").ShouldBe(["tags[1]: \"b\" -> -"]);

    [Fact]
    public void a_value_that_becomes_an_object_shows_both_sides() =>
        Between("""{"end":"open"}""", """{"end":{"outcome":"Full"}}""").ShouldBe(["end.outcome: - -> \"Full\"", "end: \"open\" -> -"]);

    [Fact]
    public void null_an_empty_list_and_an_absent_value_are_the_same() =>
        Between("""{"a":null,"b":[],"c":{}}""", """{"b":null,"d":[]}""").ShouldBeEmpty();

    [Fact]
    public void changes_come_in_the_order_of_the_document_and_what_is_gone_last() =>
        Between("""{"gone":1,"x":1,"y":1}""", """{"y":2,"x":2}""").ShouldBe(["y: 1 -> 2", "x: 1 -> 2", "gone: 1 -> -"]);

    private static string[] Between(string before, string after) =>
    [
        .. JsonChanges.Between(JsonElement.Parse(before), JsonElement.Parse(after))
            .Select(x => $"{x.Field}: {x.From?.GetRawText() ?? "-"} -> {x.To?.GetRawText() ?? "-"}"),
    ];
}
