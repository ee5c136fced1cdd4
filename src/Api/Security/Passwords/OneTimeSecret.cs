using System.Security.Cryptography;
using System.Text;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>A secret of 160 bits for one use, printed in groups that people can copy by hand.</summary>
/// <param name="Text">Eight groups of four signs, such as <c>K7QX-…</c>: letters and digits without 0, 1, 8 and 9 (RFC 4648 base32).</param>
public readonly record struct OneTimeSecret(string Text)
{
    private const string Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Length = 20;

    /// <summary>The same key and purpose give the same secret, so that a repeated request need not be remembered with it.</summary>
    public static OneTimeSecret For(byte[] key, string purpose) =>
        new(Print(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose)).AsSpan(0, Length)));

    /// <summary>What is kept of it: SHA-256 over the signs; groups, spaces and case as typed do not count.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))));

    public override string ToString() => Text;

    private static string Print(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var b in bytes)
            for ((bits, held) = (bits << 8 | b, held + 8); held >= 5; held -= 5)
                text.Append(text.Length % 5 is 4 ? "-" : "").Append(Signs[bits >> (held - 5) & 31]);

        return text.ToString();
    }
}
