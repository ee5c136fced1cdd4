using CleaningEvents.Domain;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>Turns the tree of a day file into a day; after a fault it reads on, to tell as many as it can at once.</summary>
internal sealed class DayReader
{
    private const int WholeDay = 1_440;
    private const int LatestMinute = 2_880;
    private const int LongestMinutes = 1_440;
    private const int MostServices = 1_000;

    private readonly TravelTimes? travel;
    private readonly IReadOnlyList<Office> offices;
    private readonly Dictionary<string, int?> durationsByService;
    private readonly HashSet<string> cleanerIds = [];
    private readonly HashSet<string> visitIds = [];

    private DayReader(Node file)
    {
        travel = file.Member("distances") is { } distances ? TravelReader.Read(distances) : null;
        offices = Offices(file);
        durationsByService = Services(file);
    }

    private record Office(string Id, GeoPoint Location);

    public static Day? Read(Node file) =>
        file.IsObject("name", "area", "distances", "departing_points", "central_offices", "patients", "caregivers", "services")
            ? new DayReader(file).DayOf(file)
            : null;

    private Day? DayOf(Node file)
    {
        var name = file.Optional("name")?.Text();
        foreach (var edge in file.Optional("area")?.Items(4, 4) ?? [])
            edge.Number(-180, 180);
        // Before the visits, which refer to cleaners.
        var cleaners = ItemsOf(file, "caregivers", DayFile.MostCleaners).Select(Cleaner).OfType<DayCleaner>().ToList();
        var visits = ItemsOf(file, "patients", DayFile.MostVisits).Select(Visit).OfType<DayVisit>().ToList();

        return file.Faults.Found is [] ? new(name, visits, cleaners, travel!) : null;
    }

    private static IReadOnlyList<Node> ItemsOf(Node file, string list, int most) => file.Member(list)?.Items(1, most) ?? [];

    private IReadOnlyList<Office> Offices(Node file)
    {
        var (points, centres) = (file.Optional("departing_points"), file.Optional("central_offices"));
        if (points is null == centres is null)
        {
            file.Faults.Add("departing_points", "one-list-of-offices", "Exactly one of departing_points and central_offices is required.");
            return [];
        }

        var list = (points ?? centres)!.Value;
        var ids = new HashSet<string>();
        var read = list.Items(1, DayFile.MostCleaners).Select(office => OfficeOf(office, ids)).OfType<Office>().ToList();
        if (read.Count > travel?.Places)
            list.Report("place-not-in-matrix", $"These are {read.Count} offices, but the matrix has {travel.Places} places.");
        return read;
    }

    private static Office? OfficeOf(Node office, HashSet<string> ids) =>
        office.IsObject("id", "location") && (NewId(office, ids), office.Member("location")?.Location()) is ({ } id, { } location)
            ? new(id, location)
            : null;

    private static Dictionary<string, int?> Services(Node file)
    {
        var ids = new HashSet<string>();
        return ItemsOf(file, "services", MostServices)
            .Select(service => Service(service, ids))
            .Where(service => service.Id is not null)
            .ToDictionary(service => service.Id!, service => service.Duration);
    }

    private static (string? Id, int? Duration) Service(Node service, HashSet<string> ids)
    {
        if (!service.IsObject("id", "default_duration", "type"))
            return default;

        service.Optional("type")?.Text();
        return (NewId(service, ids), service.Optional("default_duration")?.Whole(1, LongestMinutes));
    }

    private DayCleaner? Cleaner(Node cleaner)
    {
        if (!cleaner.IsObject("id", "abilities", "distance_matrix_index", "starting_point_id", "working_shift"))
            return null;

        var id = NewId(cleaner, cleanerIds);
        var skills = cleaner.Member("abilities")?.References(IsService, "service-unknown") ?? [];
        var shift = cleaner.Optional("working_shift") is { } given ? Shift(given) : new MinuteRange(0, WholeDay);
        return (id, shift, StartOf(cleaner)) is ({ } reference, { } hours, { } place)
            ? new(reference, offices[place].Location, place, skills, hours)
            : null;
    }

    private static MinuteRange? Shift(Node given)
    {
        if (given.Range(LatestMinute) is not { } shift)
            return null;
        if (shift.From < WholeDay && shift.Until - shift.From is > 0 and <= WholeDay)
            return shift;

        given.Report("shift-not-of-a-day", $"It must begin before minute {WholeDay} and last 1 to {WholeDay} minutes.");
        return null;
    }

    private int? StartOf(Node cleaner)
    {
        if (offices is [])
            return null;

        var byIndex = cleaner.Optional("distance_matrix_index")?.Whole(0, offices.Count - 1);
        if (cleaner.Optional("starting_point_id") is not { } point)
            return byIndex ?? 0;
        if (point.Text() is not { } id)
            return null;

        var byId = offices.Index().Where(office => office.Item.Id == id).Select(office => (int?)office.Index).FirstOrDefault();
        if (byId is null)
            point.Report("starting-point-unknown", $"No office has the id '{id}'.");
        else if (byIndex is not null && byIndex != byId)
            point.Report("starting-point-contradicted", $"'{id}' is place {byId}, but distance_matrix_index says {byIndex}.");
        return byId;
    }

    private DayVisit? Visit(Node visit, int index)
    {
        if (!visit.IsObject("id", "location", "time_window", "required_caregivers", "synchronization", "incompatible_caregivers", "distance_matrix_index"))
            return null;

        var id = NewId(visit, visitIds);
        var location = visit.Member("location")?.Location();
        var window = visit.Member("time_window")?.Range(LatestMinute);
        var positions = PositionsReader.Read(visit, durationsByService);
        var excluded = visit.Optional("incompatible_caregivers")?.References(IsCleaner, "caregiver-unknown") ?? [];
        return (id, location, window, PlaceOf(visit, index)) is ({ } reference, { } point, { } starts, { } place)
            ? new(reference, point, place, starts, positions, excluded)
            : null;
    }

    private int? PlaceOf(Node visit, int index)
    {
        if (travel is null || offices is [])
            return null;
        if (visit.Optional("distance_matrix_index") is { } given)
            return given.Whole(0, travel.Places - 1);

        var place = offices.Count + index;
        if (place < travel.Places)
            return place;

        visit.Report("place-not-in-matrix", $"It would be place {place}, but the matrix has {travel.Places} places, counted from 0.");
        return null;
    }

    // Where the list itself is missing or broken, that one fault is told instead of one for each mention.
    private bool IsService(string id) => durationsByService.Count == 0 || durationsByService.ContainsKey(id);

    private bool IsCleaner(string id) => cleanerIds.Count == 0 || cleanerIds.Contains(id);

    private static string? NewId(Node owner, HashSet<string> taken)
    {
        if (owner.Member("id") is not { } node || node.Text() is not { } id)
            return null;
        if (taken.Add(id))
            return id;

        node.Report("id-repeated", $"'{id}' is the id of an earlier one.");
        return null;
    }
}
