using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CleaningEvents.Api.Hosting.Days;

namespace CleaningEvents.Api.Tests.Days;

/// <summary>A day of two visits and two cleaners, small enough to know by heart.</summary>
internal static partial class SmallDay
{
    public const string Json = """
        {
          "name": "small",
          "area": [11.2, 44.4, 11.4, 44.6],
          "distances": [[0, 12, 38], [11.5, 0, 34], [38, 34, 0]],
          "departing_points": [{ "id": "depot", "location": [11.34, 44.5] }],
          "services": [{ "id": "windows", "default_duration": 45, "type": "glass" }, { "id": "floors" }],
          "caregivers": [
            { "id": "ana", "abilities": ["windows", "floors"], "distance_matrix_index": 0, "starting_point_id": "depot", "working_shift": [120, 600] },
            { "id": "bo", "abilities": ["floors"] }
          ],
          "patients": [
            { "id": "school", "location": [11.3, 44.51], "time_window": [120, 240], "distance_matrix_index": 2,
              "required_caregivers": [{ "service": "windows" }, { "service": "floors", "duration": 30 }],
              "synchronization": { "type": "sequential", "distance": [45, 90] }, "incompatible_caregivers": ["bo"] },
            { "id": "flat", "location": [11.35, 44.49], "time_window": [0, 2880], "distance_matrix_index": 1,
              "required_caregivers": [{ "service": "floors", "duration": 60 }] }
          ]
        }
        """;

    public static DayFileResult Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    public static DayFileResult Read(byte[] bytes) => DayFile.Read(new MemoryStream(bytes));

    /// <summary>The small day with the value at a path such as <c>patients[0].id</c> set, or removed when there is none to set.</summary>
    public static string With(string path, string? value)
    {
        var day = JsonNode.Parse(Json)!;
        var steps = Step().Matches(path).Select(step => step.Value.Trim('.', '[', ']')).ToList();
        var owner = steps[..^1].Aggregate(day, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        if (int.TryParse(steps[^1], out var last))
            owner[last] = JsonNode.Parse(value!);
        else if (value is null)
            owner.AsObject().Remove(steps[^1]);
        else
            owner[steps[^1]] = JsonNode.Parse(value);
        return day.ToJsonString();
    }

    [GeneratedRegex(@"[^.\[\]]+|\[\d+\]")]
    private static partial Regex Step();
}
