using System.Buffers;
using System.Text;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>Looks for texts in every byte of files, in each form in which they may have been written down.</summary>
public sealed class Haystack
{
    private const int Chunk = 16 * 1024 * 1024;

    private readonly Dictionary<string, string> textOf = [];
    private readonly SearchValues<string> forms;
    private readonly int overlap;

    public Haystack(IEnumerable<string> texts)
    {
        foreach (var text in texts)
            foreach (var form in Canaries.Forms(text))
                textOf.TryAdd(Encoding.Latin1.GetString(form), text);
        forms = SearchValues.Create([.. textOf.Keys], StringComparison.Ordinal);
        overlap = textOf.Keys.Max(x => x.Length) - 1;
    }

    /// <summary>How many bytes were looked at.</summary>
    public long Searched { get; private set; }

    /// <summary>Where which text was found.</summary>
    public HashSet<(string Text, string Place)> Found { get; } = [];

    public void Search(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            Search(file);
    }

    public void Search(string place, string content) => Search(place, new MemoryStream(Encoding.UTF8.GetBytes(content)));

    private void Search(FileInfo file)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Search(file.FullName, stream);
    }

    private void Search(string place, Stream stream)
    {
        var buffer = new byte[Chunk + overlap];
        var kept = 0;
        while (stream.ReadAtLeast(buffer.AsSpan(kept), Chunk, throwOnEndOfStream: false) is > 0 and var read)
        {
            Searched += read;
            // One character for each byte, so that bytes are found as texts.
            Search(place, Encoding.Latin1.GetString(buffer, 0, kept + read).AsSpan());
            var tail = Math.Min(overlap, kept + read);
            buffer.AsSpan(kept + read - tail, tail).CopyTo(buffer);
            kept = tail;
        }
    }

    private void Search(string place, ReadOnlySpan<char> bytes)
    {
        while (bytes.IndexOfAny(forms) is >= 0 and var at)
        {
            foreach (var (form, text) in textOf)
                if (bytes[at..].StartsWith(form, StringComparison.Ordinal))
                    Found.Add((text, place));
            bytes = bytes[(at + 1)..];
        }
    }
}
