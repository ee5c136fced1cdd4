using System.Text;
using CleaningEvents.Api.Hosting.Days;

namespace CleaningEvents.Api.Tests.Days;

public class DayFileFaultTests
{
    [Theory]
    [InlineData("distances")]
    [InlineData("services")]
    [InlineData("caregivers")]
    [InlineData("patients")]
    [InlineData("departing_points[0].id")]
    [InlineData("departing_points[0].location")]
    [InlineData("services[0].id")]
    [InlineData("caregivers[0].id")]
    [InlineData("caregivers[0].abilities")]
    [InlineData("patients[0].id")]
    [InlineData("patients[0].location")]
    [InlineData("patients[0].time_window")]
    [InlineData("patients[0].required_caregivers")]
    [InlineData("patients[0].required_caregivers[0].service")]
    [InlineData("patients[0].synchronization.type")]
    [InlineData("patients[0].synchronization.distance")]
    public void what_is_required_is_missed(string path) =>
        SmallDay.Read(SmallDay.With(path, value: null)).Faults.ShouldContain(fault => fault.Path == path && fault.Rule == "member-missing");

    [Theory]
    [InlineData("name", "7", "wrong-type")]
    [InlineData("name", "\"\"", "text-unusable")]
    [InlineData("area", "[1, 2, 3]", "count-out-of-range")]
    [InlineData("area[0]", "181", "out-of-range")]
    [InlineData("colour", "1", "member-unknown")]
    [InlineData("distances", "{}", "wrong-type")]
    [InlineData("distances", "[]", "matrix-not-square")]
    [InlineData("distances[1]", "[1, 2]", "matrix-not-square", "distances")]
    [InlineData("distances[1]", "7", "matrix-not-square", "distances")]
    [InlineData("distances[1][2]", "-1", "out-of-range")]
    [InlineData("distances[1][2]", "1441", "out-of-range")]
    [InlineData("distances[1][2]", "1e999", "out-of-range")]
    [InlineData("distances[1][2]", "null", "wrong-type")]
    [InlineData("distances", "[[0]]", "out-of-range", "patients[0].distance_matrix_index")]
    [InlineData("departing_points", null, "one-list-of-offices")]
    [InlineData("central_offices", "[]", "one-list-of-offices", "departing_points")]
    [InlineData("departing_points", "[]", "count-out-of-range")]
    [InlineData("departing_points[0].location", "[181, 0]", "out-of-range", "departing_points[0].location[0]")]
    [InlineData("services[1].id", "\"windows\"", "id-repeated")]
    [InlineData("services[1].type", "1", "wrong-type")]
    [InlineData("services[1].default_duration", "1441", "out-of-range")]
    [InlineData("caregivers[1].id", "\"ana\"", "id-repeated")]
    [InlineData("caregivers[1].abilities[0]", "\"roofs\"", "service-unknown")]
    [InlineData("caregivers[0].abilities[1]", "\"windows\"", "reference-repeated")]
    [InlineData("caregivers[0].distance_matrix_index", "1", "out-of-range")]
    [InlineData("caregivers[0].starting_point_id", "\"nowhere\"", "starting-point-unknown")]
    [InlineData("caregivers[0].working_shift", "[0, 2881]", "out-of-range", "caregivers[0].working_shift[1]")]
    [InlineData("caregivers[0].working_shift", "null", "wrong-type")]
    [InlineData("caregivers[0].working_shift", "[60, 60]", "shift-not-of-a-day")]
    [InlineData("caregivers[0].working_shift", "[0, 1441]", "shift-not-of-a-day")]
    [InlineData("caregivers[0].working_shift", "[1440, 1500]", "shift-not-of-a-day")]
    [InlineData("patients", "[]", "count-out-of-range")]
    [InlineData("patients[1]", "[]", "wrong-type")]
    [InlineData("patients[1].id", "\"school\"", "id-repeated")]
    [InlineData("patients[1].id", "\"a\\u0000b\"", "text-unusable")]
    [InlineData("patients[1].location", "[11.3, -90.1]", "out-of-range", "patients[1].location[1]")]
    [InlineData("patients[1].time_window", "[-1, 5]", "out-of-range", "patients[1].time_window[0]")]
    [InlineData("patients[1].time_window", "[0, 1.5]", "not-whole", "patients[1].time_window[1]")]
    [InlineData("patients[1].time_window", "[7, 5]", "from-after-until")]
    [InlineData("patients[1].time_window", "[7]", "count-out-of-range")]
    [InlineData("patients[1].distance_matrix_index", "3", "out-of-range")]
    [InlineData("patients[1].distance_matrix_index", "0.5", "not-whole")]
    [InlineData("patients[0].required_caregivers", "[]", "count-out-of-range")]
    [InlineData("patients[0].required_caregivers[0].service", "\"roofs\"", "service-unknown")]
    [InlineData("patients[0].required_caregivers[0].duration", "0", "out-of-range")]
    [InlineData("patients[0].synchronization", null, "synchronization-missing", "patients[0]")]
    [InlineData("patients[0].synchronization.type", "\"parallel\"", "synchronization-unknown")]
    [InlineData("patients[0].synchronization.type", "\"simultaneous\"", "distance-unneeded", "patients[0].synchronization.distance")]
    [InlineData("patients[0].synchronization.distance", "[90, 45]", "from-after-until")]
    [InlineData("patients[1].synchronization", """{ "type": "simultaneous" }""", "synchronization-unneeded")]
    [InlineData("patients[0].required_caregivers", """[{ "service": "windows" }, { "service": "windows" }, { "service": "windows" }]""", "sequence-of-two", "patients[0].synchronization.type")]
    [InlineData("patients[1].required_caregivers[0]", """{ "service": "floors" }""", "duration-missing")]
    [InlineData("patients[0].incompatible_caregivers[0]", "\"cy\"", "caregiver-unknown")]
    public void what_is_wrong_is_told_with_its_place(string path, string? value, string rule, string? faultyPath = null)
    {
        var (day, faults) = SmallDay.Read(SmallDay.With(path, value));

        day.ShouldBeNull();
        faults.ShouldContain(fault => fault.Path == (faultyPath ?? path) && fault.Rule == rule);
        faults.ShouldAllBe(fault => fault.Message.Length > 0);
    }

    [Fact]
    public void a_start_named_twice_must_be_the_same()
    {
        var json = SmallDay.Json.Replace("{ \"id\": \"depot\"", "{ \"id\": \"other\", \"location\": [11, 44] }, { \"id\": \"depot\"");

        SmallDay.Read(json).Faults.Single(fault => fault.Path == "caregivers[0].starting_point_id").Rule.ShouldBe("starting-point-contradicted");
    }

    [Fact]
    public void a_visit_without_index_must_find_its_row_in_the_matrix()
    {
        var json = SmallDay.Json.Replace(", \"distance_matrix_index\": 1", "").Replace("[[0, 12, 38], [11.5, 0, 34], [38, 34, 0]]", "[[0, 1], [1, 0]]");

        SmallDay.Read(json).Faults.Single(fault => fault.Path == "patients[1]").Rule.ShouldBe("place-not-in-matrix");
    }

    [Fact]
    public void every_office_must_be_in_the_matrix()
    {
        var offices = Enumerable.Range(0, 4).Select(number => $$"""{ "id": "{{number}}", "location": [0, 0] }""");

        SmallDay.Read(SmallDay.With("departing_points", $"[{string.Join(',', offices)}]")).Faults
            .ShouldContain(fault => fault.Path == "departing_points" && fault.Rule == "place-not-in-matrix");
    }

    [Fact]
    public void a_member_given_twice_is_a_fault() =>
        SmallDay.Read(SmallDay.Json.Replace("\"id\": \"flat\",", "\"id\": \"flat\", \"id\": \"house\",")).Faults.ShouldHaveSingleItem()
            .ShouldBe(new("patients[1].id", "member-repeated", "It is given more than once."));

    [Fact]
    public void an_unknown_member_cannot_speak_to_the_terminal() =>
        SmallDay.Read(SmallDay.Json.Replace("\"name\"", "\"\\u001b[2J\"")).Faults.ShouldHaveSingleItem().Path.ShouldBe("?[2J");

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n  \"name\": small\n}", 2, 11)]
    [InlineData("{\n  \"name\": \"sm", 2, 14)]
    [InlineData("{\n  \"name\": \"\\ud800\"\n}", 2, 11)]
    [InlineData("{ \"\\udc00\": 1 }", 1, 3)]
    [InlineData("{} []", 1, 4)]
    public void broken_json_is_told_with_line_and_column(string json, int line, int column)
    {
        var fault = SmallDay.Read(json).Faults.ShouldHaveSingleItem();

        (fault.Path, fault.Rule).ShouldBe(("$", "malformed-json"));
        fault.Message.ShouldStartWith($"The JSON is broken at line {line}, column {column} ");
    }

    [Fact]
    public void text_in_another_encoding_is_told_with_line_and_column() =>
        SmallDay.Read([.. "{\n\"name\": \""u8, 0xE9, .. "\"}"u8]).Faults.ShouldHaveSingleItem()
            .Message.ShouldBe("The JSON is broken at line 2, column 10 (counted in bytes): This is not UTF-8 text.");

    [Fact]
    public void nesting_without_end_is_a_fault() =>
        SmallDay.Read(new string('[', 100_000)).Faults.ShouldHaveSingleItem().Rule.ShouldBe("malformed-json");

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    public void json_that_is_no_object_is_no_day(string json) =>
        SmallDay.Read(json).Faults.ShouldHaveSingleItem().ShouldBe(new("$", "wrong-type", "It must be an object."));

    [Theory]
    [InlineData("patients")]
    [InlineData("caregivers")]
    public void more_than_five_thousand_are_too_many(string list) =>
        SmallDay.Read(SmallDay.With(list, $"[{string.Join(',', Enumerable.Repeat("{}", 5_001))}]")).Faults
            .ShouldContain(fault => fault.Path == list && fault.Rule == "count-out-of-range");

    [Fact]
    public void a_file_of_fifty_million_bytes_is_read_and_a_larger_one_is_not()
    {
        var full = Encoding.UTF8.GetBytes(SmallDay.Json.PadRight(DayFile.MostBytes));

        SmallDay.Read(full).Faults.ShouldBeEmpty();
        SmallDay.Read([.. full, (byte)' ']).Faults.ShouldHaveSingleItem().Rule.ShouldBe("file-too-large");
    }
}
