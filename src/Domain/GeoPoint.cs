using System.Text.Json.Serialization;

namespace CleaningEvents.Domain;

/// <summary>A place on earth in WGS 84 degrees: latitude -90 to 90, longitude -180 to 180.</summary>
[method: JsonConstructor]
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthRadiusMetres = 6_371_008.8;

    /// <summary>Great-circle distance in metres (haversine; off by at most 0.5 % because the earth is no sphere).</summary>
    public double MetresTo(GeoPoint other)
    {
        var (phi1, phi2) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var sinPhi = Math.Sin((phi2 - phi1) / 2);
        var sinLambda = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var h = sinPhi * sinPhi + Math.Cos(phi1) * Math.Cos(phi2) * sinLambda * sinLambda;
        return 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
