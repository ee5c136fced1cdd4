using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>An Argon2id hash with what it cost, written as a PHC string, so that the cost may rise while old hashes still verify.</summary>
/// <param name="Memory">Memory in KiB.</param>
/// <param name="Passes">Passes over it.</param>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record Argon2Hash(int Memory, int Passes, byte[] Salt, byte[] Hash)
{
    private const int MemoryNow = 64 * 1024;
    private const int PassesNow = 3;
    private const int HashLength = 32;

    /// <summary>Whether a hash made today would cost an attacker more.</summary>
    public bool IsWeak => Memory < MemoryNow || Passes < PassesNow;

    public static Argon2Hash Of(string password, int memory = MemoryNow, int passes = PassesNow)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new Argon2Hash(memory, passes, salt, Derive(password, salt, memory, passes));
    }

    public static Argon2Hash Parse(string phc)
    {
        // $argon2id$v=19$m=65536,t=3,p=1$salt$hash
        var parts = phc.Split('$');
        if (parts is not ["", "argon2id", "v=19", var costs, var salt, var hash] || costs.Split(',') is not [['m', '=', .. var m], ['t', '=', .. var t], "p=1"])
            throw new FormatException("Not an Argon2id hash as this system writes it.");

        return new Argon2Hash(int.Parse(m, CultureInfo.InvariantCulture), int.Parse(t, CultureInfo.InvariantCulture), Bytes(salt), Bytes(hash));
    }

    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Hash, Derive(password, Salt, Memory, Passes));

    public override string ToString() =>
        FormattableString.Invariant($"$argon2id$v=19$m={Memory},t={Passes},p=1${Unpadded(Salt)}${Unpadded(Hash)}");

    private static byte[] Derive(string password, byte[] salt, int memory, int passes) =>
        new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes })
            .DeriveBytes(Encoding.UTF8.GetBytes(password), salt, HashLength);

    private static string Unpadded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string unpadded) => Convert.FromBase64String(unpadded.PadRight((unpadded.Length + 3) / 4 * 4, '='));
}
