using System.Buffers.Binary;
using System.Text;
using CleaningEvents.Api.Access.Detection;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access.Detection;
using Microsoft.Extensions.Configuration;

namespace CleaningEvents.Tests.Access;

/// <summary>What is known of a network address: a keyed hash always, a place by the operator's file.</summary>
public class OriginsTests
{
    [Fact]
    public void an_address_is_recognised_and_not_told()
    {
        using var origins = Of(file: null);

        origins.IdOf("203.0.113.7").ShouldBe(origins.IdOf("::ffff:203.0.113.7"));
        origins.IdOf("203.0.113.7").ShouldNotBe(origins.IdOf("203.0.113.8"));
        origins.IdOf("2001:db8:1:2::1").ShouldBe(origins.IdOf("2001:db8:1:2:ffff::9"), "Whoever has one of a network has all.");
        origins.IdOf("2001:db8:1:2::1").ShouldNotBe(origins.IdOf("2001:db8:1:3::1"));
        origins.IdOf(ProtectedAttribute.Erased).ShouldBeNull();
        origins.IdOf(null).ShouldBeNull();
    }

    [Fact]
    public void without_a_file_nobody_can_tell_where_it_is()
    {
        using var origins = Of(file: null);

        origins.KnowsPlaces.ShouldBeFalse();
        origins.PlaceOf("203.0.113.7").ShouldBeNull();
    }

    [Fact]
    public void a_file_tells_where_it_is()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, Table(203, Map(
            ("country", Map(("iso_code", Text("CN")))), ("location", Map(("latitude", Number(31.23)), ("longitude", Number(121.47)))), ("autonomous_system_number", Small(6, 64_500)))));
        try
        {
            using var origins = Of(file);

            origins.KnowsPlaces.ShouldBeTrue();
            origins.PlaceOf("203.0.113.7").ShouldBe(new Place(new GeoPoint(31.23, 121.47), "CN", 64_500));
            origins.PlaceOf("198.51.100.7").ShouldBeNull();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Origins Of(string? file)
    {
        var key = new BlindingKey();
        key.Take(new byte[BlindingKey.Length]);
        return new Origins(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Detectors:GeoFile", file)]).Build(), key);
    }

    /// <summary>An MMDB file that knows one network, all addresses that begin with <paramref name="first"/>.</summary>
    private static byte[] Table(byte first, byte[] data)
    {
        const uint nodes = 8;
        List<byte> tree = [];
        for (var bit = 0; bit < nodes; bit++)
        {
            var (on, next) = ((first >> (7 - bit) & 1) is 1, bit < nodes - 1 ? (uint)bit + 1 : nodes + 16);
            tree.AddRange([.. Record(on ? nodes : next), .. Record(on ? next : nodes)]);
        }

        var about = Map(
            ("node_count", Small(6, (int)nodes)), ("record_size", Small(5, 24)), ("ip_version", Small(5, 4)), ("database_type", Text("Test")), ("languages", [0x00, 0x04]),
            ("binary_format_major_version", Small(5, 2)), ("binary_format_minor_version", Small(5, 0)), ("build_epoch", [0x01, 0x02, 1]), ("description", Map()));
        return [.. tree, .. new byte[16], .. data, 0xAB, 0xCD, 0xEF, .. Encoding.ASCII.GetBytes("MaxMind.com"), .. about];
    }

    private static byte[] Record(uint value) => [(byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Text(string text) => [(byte)(2 << 5 | text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(double value)
    {
        var bytes = new byte[9];
        bytes[0] = 3 << 5 | 8;
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    private static byte[] Small(int type, int value) => [(byte)(type << 5 | 2), (byte)(value >> 8), (byte)value];

    private static byte[] Map(params (string Key, byte[] Value)[] members) => [(byte)(7 << 5 | members.Length), .. members.SelectMany(x => (byte[])[.. Text(x.Key), .. x.Value])];
}
