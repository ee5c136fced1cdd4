using System.Globalization;
using System.Text.Json;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>Writes a composed day as a day file, numbers that belong together on one line.</summary>
internal static class DayWriter
{
    // The same line ends on every system, for the same bytes.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    public static byte[] Write(Day day, IReadOnlyList<GeoPoint> offices)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteString("name", day.Name);
            json.Numbers("area", AreaOf([.. offices, .. day.Visits.Select(visit => visit.Location)]));
            json.List("departing_points", offices.Index(), office => json.Office(office.Index, office.Item));
            json.List("services", Works.Services, json.Service);
            json.List("caregivers", day.Cleaners, json.Cleaner);
            json.List("patients", day.Visits, json.Visit);
            json.List("distances", Enumerable.Range(0, day.Travel.Places), from => json.WriteRawValue(
                Line(Enumerable.Range(0, day.Travel.Places).Select(to => day.Travel.Minutes(from, to)))));
            json.WriteEndObject();
        }
        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static IEnumerable<double> AreaOf(IReadOnlyList<GeoPoint> points) =>
    [
        points.Min(point => point.Longitude), points.Min(point => point.Latitude),
        points.Max(point => point.Longitude), points.Max(point => point.Latitude),
    ];

    private static void Office(this Utf8JsonWriter json, int place, GeoPoint location)
    {
        json.WriteStartObject();
        json.WriteString("id", OfficeId(place));
        json.Location(location);
        json.WriteEndObject();
    }

    private static void Service(this Utf8JsonWriter json, Service service)
    {
        json.WriteStartObject();
        json.WriteString("id", service.Id);
        json.WriteString("type", service.Type);
        json.WriteNumber("default_duration", service.UsualMinutes);
        json.WriteEndObject();
    }

    private static void Cleaner(this Utf8JsonWriter json, DayCleaner cleaner)
    {
        json.WriteStartObject();
        json.WriteString("id", cleaner.Reference);
        json.List("abilities", cleaner.Skills, json.WriteStringValue);
        json.WriteNumber("distance_matrix_index", cleaner.Place);
        json.WriteString("starting_point_id", OfficeId(cleaner.Place));
        json.Range("working_shift", cleaner.Shift);
        json.WriteEndObject();
    }

    private static void Visit(this Utf8JsonWriter json, DayVisit visit)
    {
        json.WriteStartObject();
        json.WriteString("id", visit.Reference);
        json.WriteNumber("distance_matrix_index", visit.Place);
        json.Location(visit.Location);
        json.Range("time_window", visit.Window);
        json.List("required_caregivers", visit.Positions, json.Position);
        if (visit.Positions.Count > 1)
            json.Synchronization(visit.Positions[^1].Offset);
        if (visit.ExcludedCleaners.Count > 0)
            json.List("incompatible_caregivers", visit.ExcludedCleaners, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Position(this Utf8JsonWriter json, DayPosition position)
    {
        json.WriteStartObject();
        json.WriteString("service", position.Skill);
        json.WriteNumber("duration", position.DurationMinutes);
        json.WriteEndObject();
    }

    private static void Synchronization(this Utf8JsonWriter json, MinuteRange offset)
    {
        json.WriteStartObject("synchronization");
        json.WriteString("type", offset.Until == 0 ? "simultaneous" : "sequential");
        if (offset.Until > 0)
            json.Range("distance", offset);
        json.WriteEndObject();
    }

    private static void Location(this Utf8JsonWriter json, GeoPoint point) => json.Numbers("location", [point.Longitude, point.Latitude]);

    private static void Range(this Utf8JsonWriter json, string name, MinuteRange range) => json.Numbers(name, [range.From, range.Until]);

    private static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Line(numbers));
    }

    private static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private static string Line(IEnumerable<double> numbers) =>
        $"[{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";

    private static string OfficeId(int place) => $"office-{(char)('a' + place)}";
}
