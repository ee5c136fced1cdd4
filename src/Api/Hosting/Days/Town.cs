using CleaningEvents.Domain;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>The composed town: districts around real coordinates, in them invented offices and buildings.</summary>
internal sealed class Town
{
    private const double DetourFactor = 1.3;
    private const double MetresPerMinute = 460;
    private const double ParkingMinutes = 4;
    private const double Spread = 0.009;

    private static readonly GeoPoint[] Districts =
    [
        new(44.494, 11.343), new(44.507, 11.352), new(44.488, 11.371), new(44.481, 11.330),
        new(44.503, 11.308), new(44.520, 11.361), new(44.471, 11.389), new(44.484, 11.285),
    ];

    public Town(int buildings, Random random) =>
        Buildings = [.. Enumerable.Range(0, buildings).Select(_ => Near(Districts[random.Next(Districts.Length)], random))];

    public IReadOnlyList<GeoPoint> Offices { get; } = [new(44.5052, 11.3431), new(44.4879, 11.3127), new(44.4846, 11.3764)];

    public IReadOnlyList<GeoPoint> Buildings { get; }

    /// <summary>The offices come first, then the buildings.</summary>
    public TravelTimes Travel()
    {
        GeoPoint[] places = [.. Offices, .. Buildings];
        return new(places.Length, [.. places.SelectMany(from => places.Select(to => Minutes(from, to)))]);
    }

    private static GeoPoint Near(GeoPoint centre, Random random) =>
        new(Math.Round(centre.Latitude + Scatter(random), 4), Math.Round(centre.Longitude + Scatter(random), 4));

    // Dense in the middle, as a district is.
    private static double Scatter(Random random) => Spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);

    private static double Minutes(GeoPoint from, GeoPoint to) =>
        from == to ? 0 : Math.Ceiling(from.MetresTo(to) * DetourFactor / MetresPerMinute + ParkingMinutes);
}
