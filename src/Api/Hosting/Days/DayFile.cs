using System.Text;
using System.Text.Json;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>What came of reading a day file: the day, or every fault found up to <see cref="DayFile.MostFaults"/>.</summary>
public record DayFileResult(Day? Day, IReadOnlyList<DayFault> Faults);

/// <summary>Something in a day file that must be put right before it can be used.</summary>
/// <param name="Path">Where, such as <c>patients[3].time_window</c>; <c>$</c> is the file as a whole.</param>
/// <param name="Rule">Stable kebab-case name of the rule.</param>
/// <param name="Message">A sentence for people.</param>
public record DayFault(string Path, string Rule, string Message);

/// <summary>Reads a day of work from JSON in the form of the public home-care routing instances.</summary>
public static class DayFile
{
    public const int MostBytes = 50_000_000;
    public const int MostVisits = 5_000;
    public const int MostCleaners = 5_000;
    public const int MostFaults = 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads from where the stream stands up to its end; no content makes it throw.</summary>
    public static DayFileResult Read(Stream file)
    {
        if (BytesOf(file) is not { } bytes)
            return Unusable(new("$", "file-too-large", $"The file is larger than {MostBytes / 1_000_000} MB."));

        var json = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        if (Malformation(json.Span) is { } malformation)
            return Unusable(malformation);

        using var document = JsonDocument.Parse(json);
        var faults = new FaultList();
        var day = DayReader.Read(new Node(document.RootElement, "", faults));
        return new(day, faults.Found);
    }

    private static DayFileResult Unusable(DayFault fault) => new(null, [fault]);

    private static byte[]? BytesOf(Stream file)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (file.Read(buffer) is > 0 and var count)
        {
            if (bytes.Length + count > MostBytes)
                return null;
            bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }

    private static DayFault? Malformation(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            StrictUtf8.GetCharCount(json);
            while (reader.Read())
                // An escape may stand for half a character, which fails only when the text is asked for.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            return null;
        }
        catch (DecoderFallbackException e)
        {
            return Malformed(json, e.Index, "This is not UTF-8 text.");
        }
        catch (JsonException e)
        {
            return Malformed(e.LineNumber ?? 0, e.BytePositionInLine ?? 0, e.Message.Split(" LineNumber:")[0]);
        }
        catch (InvalidOperationException)
        {
            return Malformed(json, (int)reader.TokenStartIndex, "An escape in this text is half a character.");
        }
    }

    private static DayFault Malformed(ReadOnlySpan<byte> json, int offset, string why)
    {
        var before = json[..Math.Clamp(offset, 0, json.Length)];
        return Malformed(before.Count((byte)'\n'), before.Length - before.LastIndexOf((byte)'\n') - 1, why);
    }

    private static DayFault Malformed(long line, long column, string why) =>
        new("$", "malformed-json", $"The JSON is broken at line {line + 1}, column {column + 1} (counted in bytes): {why}");
}
