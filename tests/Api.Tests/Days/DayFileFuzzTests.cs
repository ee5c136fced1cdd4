using System.Text;
using CleaningEvents.Api.Hosting.Days;

namespace CleaningEvents.Api.Tests.Days;

public class DayFileFuzzTests
{
    private const int Variants = 2_000;

    private static readonly string[] Tokens =
        ["-1", "0.5", "1e999", "null", "true", "{}", "[]", "\"\\ud800\"", "\"\"", "[[[[", "}", ",", "\"id\":", "99999999999999999999", "\0", "é"];

    [Fact]
    public void whatever_a_file_holds_it_is_a_day_or_has_faults()
    {
        var composed = ComposeDay.Compose(jobs: 20, cleaners: 5, seed: 1);
        var random = new Random(20_260_302);
        var days = 0;

        for (var variant = 0; variant < Variants; variant++)
        {
            var (day, faults) = SmallDay.Read(Mutated(composed, random));

            (day is null).ShouldBe(faults.Count > 0);
            faults.Count.ShouldBeLessThanOrEqualTo(DayFile.MostFaults);
            days += day is null ? 0 : 1;
        }
        // Else the mutations would all be too gross to reach past the parser, or too fine to hurt.
        days.ShouldBeInRange(Variants / 100, Variants / 2);
    }

    private static byte[] Mutated(byte[] file, Random random)
    {
        var at = random.Next(file.Length);
        var end = Math.Min(file.Length, at + 1 + random.Next(30));
        return random.Next(6) switch
        {
            0 => file[..at],
            1 => [.. file[..at], .. file[end..]],
            2 => [.. file[..end], .. file[at..]],
            3 => [.. file[..at], (byte)random.Next(256), .. file[(at + 1)..]],
            4 => [.. file[..at], .. Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]), .. file[at..]],
            _ => TokenReplaced(Encoding.UTF8.GetString(file), at, random),
        };
    }

    /// <summary>Puts another token in the place of the number or text after <paramref name="at"/>, so that the JSON often stays whole.</summary>
    private static byte[] TokenReplaced(string json, int at, Random random)
    {
        var start = json.IndexOfAny([.. "0123456789\""], at);
        if (start < 0)
            return [];
        var end = json[start] == '"' ? json.IndexOf('"', start + 1) + 1 : start + json[start..].TakeWhile(char.IsDigit).Count();
        return Encoding.UTF8.GetBytes(json[..start] + Tokens[random.Next(Tokens.Length)] + json[Math.Max(start, end)..]);
    }
}
