using System.Security.Cryptography;
using System.Text;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;

namespace CleaningEvents.Tests.Security.Sealing;

/// <summary>A seal is what its description says, byte for byte: anybody's AES-256-GCM opens it.</summary>
public class SealTests
{
    private const string Place = "site_registered/0198/address";

    private static readonly SubjectKey Key = new(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32));

    [Theory]
    [InlineData("")]
    [InlineData("\"上海市\"")]
    [InlineData("\"Ring twice, then wait until somebody comes; the alarm is switched off by the guard on the ground floor\"")]
    public void the_platform_opens_what_was_sealed(string text)
    {
        var seal = Seal.Close(Encoding.UTF8.GetBytes(text), Key, new Nonces(1).Next(), Place).AsSpan();
        var clear = new byte[seal.Length - 45];
        using var aes = new AesGcm(Key.Bytes, tagSizeInBytes: 16);
        aes.Decrypt(seal[17..29], seal[45..], seal[29..45], clear, [.. seal[..17], .. Encoding.UTF8.GetBytes(Place)]);
        Encoding.UTF8.GetString(clear).ShouldBe(text);
        (seal[0], new Guid(seal[1..17], bigEndian: true)).ShouldBe(((byte)1, Key.Id));
    }

    [Fact]
    public void what_the_platform_sealed_opens()
    {
        byte[] seal = [1, .. Key.Id.ToByteArray(bigEndian: true), .. RandomNumberGenerator.GetBytes(12), .. new byte[16], .. new byte[4]];
        using (var aes = new AesGcm(Key.Bytes, tagSizeInBytes: 16))
            aes.Encrypt(seal.AsSpan(17, 12), "1234"u8, seal.AsSpan(45), seal.AsSpan(29, 16), [.. seal.AsSpan(0, 17), .. Encoding.UTF8.GetBytes(Place)]);
        Seal.Open(seal, Key, Place).ShouldBe("1234"u8.ToArray());
    }

    [Theory]
    [InlineData(0)] // algorithm
    [InlineData(1)] // key
    [InlineData(17)] // nonce
    [InlineData(29)] // tag
    [InlineData(45)] // value
    public void a_seal_with_one_byte_changed_stays_shut(int at)
    {
        var seal = Seal.Close("1234"u8, Key, new Nonces(1).Next(), Place);
        seal[at] ^= 1;
        Should.Throw<BrokenSealException>(() => Seal.Open(seal, Key, Place));
    }

    [Fact]
    public void a_seal_moved_or_met_with_another_key_stays_shut()
    {
        var seal = Seal.Close("1234"u8, Key, new Nonces(1).Next(), Place);
        Should.Throw<BrokenSealException>(() => Seal.Open(seal, Key, Place + "x"));
        Should.Throw<BrokenSealException>(() => Seal.Open(seal, new SubjectKey(Key.Id, RandomNumberGenerator.GetBytes(32)), Place));
    }

    [Fact]
    public void no_nonce_comes_twice()
    {
        var nonces = new Nonces(100);
        Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(nonces.Next())).Distinct().Count().ShouldBe(100);
    }
}
