namespace CleaningEvents.Api.Hosting.Days;

/// <summary>Reads what a visit needs done and how its parts hang together in time.</summary>
internal static class PositionsReader
{
    private const int LargestCrew = 10;
    private const int MostMinutes = 1_440;

    private static readonly MinuteRange Together = new(0, 0);

    public static IReadOnlyList<DayPosition> Read(Node visit, IReadOnlyDictionary<string, int?> durationsByService)
    {
        var required = visit.Member("required_caregivers")?.Items(1, LargestCrew) ?? [];
        var offset = OffsetOf(visit, required.Count);
        return [.. required.Select((position, index) => Position(position, index == 0 ? Together : offset, durationsByService)).OfType<DayPosition>()];
    }

    private static DayPosition? Position(Node position, MinuteRange offset, IReadOnlyDictionary<string, int?> durationsByService)
    {
        if (!position.IsObject("service", "duration") || position.Member("service") is not { } service || service.Text() is not { } skill)
            return null;

        if (!durationsByService.TryGetValue(skill, out var usual) && durationsByService.Count > 0)
            service.Report("service-unknown", $"No service has the id '{skill}'.");
        else if (usual is null && durationsByService.Count > 0 && position.Optional("duration") is null)
            position.Report("duration-missing", $"Neither this nor the service '{skill}' says how long it takes.");
        return (position.Optional("duration") is { } given ? given.Whole(1, MostMinutes) : usual) is { } minutes
            ? new(skill, minutes, offset)
            : null;
    }

    private static MinuteRange OffsetOf(Node visit, int positions)
    {
        var synchronization = visit.Optional("synchronization");
        if (positions > 1 && synchronization is null)
            visit.Report("synchronization-missing", "Two or more services need a synchronization: simultaneous or sequential.");
        else if (positions == 1 && synchronization is { } unneeded)
            unneeded.Report("synchronization-unneeded", "One service alone has nothing to keep time with.");
        return synchronization is { } given && positions > 1 ? OffsetBy(given, positions) : Together;
    }

    private static MinuteRange OffsetBy(Node synchronization, int positions)
    {
        if (!synchronization.IsObject("type", "distance") || synchronization.Member("type") is not { } type || type.Text() is not { } name)
            return Together;

        switch (name)
        {
            case "simultaneous":
                synchronization.Optional("distance")?.Report("distance-unneeded", "What starts together has no distance.");
                return Together;
            case "sequential" when positions == 2:
                return synchronization.Member("distance")?.Range(MostMinutes) ?? Together;
            case "sequential":
                type.Report("sequence-of-two", $"A sequence has exactly two services, not {positions}.");
                return Together;
            default:
                type.Report("synchronization-unknown", "It must be simultaneous or sequential.");
                return Together;
        }
    }
}
