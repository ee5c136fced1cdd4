using System.Net;
using System.Net.Sockets;
using System.Text;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access.Detection;
using MaxMind.Db;

namespace CleaningEvents.Api.Access.Detection;

/// <summary>
/// What may be known of a network address beyond the moment: a keyed hash that recognises it and, by the file in <c>Detectors:GeoFile</c>
/// (MMDB of cities, countries or networks), where it is. Without that file nobody can tell.
/// </summary>
public sealed class Origins(IConfiguration configuration, BlindingKey blinding) : IDisposable
{
    private readonly Reader? table = configuration["Detectors:GeoFile"] is { Length: > 0 } file ? new Reader(file, FileAccessMode.MemoryMapped) : null;

    public bool KnowsPlaces => table is not null;

    /// <summary>Of IPv6 the first 64 bits count: who has one such network has all its addresses.</summary>
    public Guid? IdOf(string? address) => Parsed(address) is { } known ? new Guid(blinding.Mac("detector.origin", Encoding.ASCII.GetBytes(NetworkOf(known))).AsSpan(0, 16)) : null;

    /// <summary>Where the address is; null when nobody can tell.</summary>
    public Place? PlaceOf(string? address)
    {
        if (table is null || Parsed(address) is not { } known || table.Find<Dictionary<string, object>>(known) is not { } found)
            return null;

        var country = (found.GetValueOrDefault("country") as Dictionary<string, object>)?.GetValueOrDefault("iso_code") as string;
        var point = found.GetValueOrDefault("location") is Dictionary<string, object> place && place.GetValueOrDefault("latitude") is double latitude && place.GetValueOrDefault("longitude") is double longitude
            ? new GeoPoint(latitude, longitude)
            : (GeoPoint?)null;
        return new Place(point, country, found.GetValueOrDefault("autonomous_system_number") is { } network ? Convert.ToInt64(network) : null);
    }

    public void Dispose() => table?.Dispose();

    private static IPAddress? Parsed(string? address) =>
        !IPAddress.TryParse(address, out var known) ? null : known.IsIPv4MappedToIPv6 ? known.MapToIPv4() : known;

    private static string NetworkOf(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
}
