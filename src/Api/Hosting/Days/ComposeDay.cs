namespace CleaningEvents.Api.Hosting.Days;

/// <summary>Makes up a plausible day of work in and around Bologna, for those who have no file of their own yet.</summary>
public static class ComposeDay
{
    private const int JobsPerExclusion = 15;
    private const int MinutesToFirstVisit = 20;
    private const int MinutesHome = 30;
    private const int Step = 5;

    // Keeps the matrix of the largest day far below the most a day file may hold; further jobs share these buildings.
    private const int MostBuildings = 2_000;

    private static readonly MinuteRange Early = new(0, 480);
    private static readonly MinuteRange Daytime = new(120, 600);
    private static readonly MinuteRange Late = new(420, 900);
    private static readonly MinuteRange[] Shifts = [Early, Daytime, Late];

    /// <summary>The day as JSON in UTF-8; the same arguments always give the same bytes.</summary>
    /// <param name="jobs">1 to 5000.</param>
    /// <param name="cleaners">1 to 5000; with four jobs or fewer for each nearly all of the day can be placed.</param>
    /// <param name="seed">Any number; each makes another day.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many jobs or cleaners.</exception>
    public static byte[] Compose(int jobs, int cleaners, int seed)
    {
        Require(jobs, DayFile.MostVisits, nameof(jobs));
        Require(cleaners, DayFile.MostCleaners, nameof(cleaners));

        var random = new Random(seed);
        var town = new Town(Math.Min(jobs, MostBuildings), random);
        var crew = Enumerable.Range(0, cleaners).Select(number => Cleaner(number, town)).ToList();
        var works = Works.Kinds(jobs);
        random.Shuffle(works);
        var visits = works.Select((kind, number) => Visit(number, jobs, kind, crew, town, random)).ToList();
        return DayWriter.Write(new($"Bologna {jobs}-{cleaners}-{seed}", visits, crew, town.Travel()), town.Offices);
    }

    private static void Require(int count, int most, string what)
    {
        if (count < 1 || count > most)
            throw new ArgumentOutOfRangeException(what, $"A composed day has 1 to {most} {what}, not {count}.");
    }

    private static DayCleaner Cleaner(int number, Town town)
    {
        // Differs from the turn of the shifts, so that each shift starts from each office.
        var office = number / Shifts.Length % town.Offices.Count;
        return new($"c{number + 1}", town.Offices[office], office, Works.SkillsOf(number), Shifts[number % Shifts.Length]);
    }

    private static DayVisit Visit(int number, int jobs, WorkKind kind, IReadOnlyList<DayCleaner> crew, Town town, Random random)
    {
        var first = crew[number % crew.Count];
        var second = kind is WorkKind.Alone ? null : PartnerOf(first, crew, random);
        var positions = second is null ? Works.Alone(first, random) : Works.Shared(kind, first, second, random);
        var building = number % town.Buildings.Count;
        var turn = (number / crew.Count + random.NextDouble()) / Math.Ceiling((double)jobs / crew.Count);
        return new(
            $"{(Works.IsForOffices(positions) ? "office" : "home")}-{number + 1}",
            town.Buildings[building],
            town.Offices.Count + building,
            Window(first.Shift, positions, turn, random),
            positions,
            Exclusions(number, crew.Where(cleaner => cleaner != first && cleaner != second), random));
    }

    private static DayCleaner? PartnerOf(DayCleaner first, IReadOnlyList<DayCleaner> crew, Random random)
    {
        var partners = crew.Where(other => other != first && other.Shift == first.Shift).ToList();
        return partners is [] ? null : partners[random.Next(partners.Count)];
    }

    /// <summary>Lies so that a cleaner of this shift who takes the turn (0 first, 1 last) gets there, works and gets home in time.</summary>
    private static MinuteRange Window(MinuteRange shift, IReadOnlyList<DayPosition> positions, double turn, Random random)
    {
        var longest = positions.Max(position => position.DurationMinutes);
        var (earliest, latest) = (shift.From + MinutesToFirstVisit, shift.Until - longest - MinutesHome);
        var width = 90 + 30 * random.Next(4) + positions.Max(position => position.Offset.Until);
        var middle = earliest + (int)(turn * (latest - earliest));
        var from = Math.Clamp(middle - width / 2, earliest, Math.Max(earliest, latest - width)) / Step * Step;
        return new(from, Math.Min(from + width, latest / Step * Step));
    }

    private static IReadOnlyCollection<string> Exclusions(int number, IEnumerable<DayCleaner> others, Random random) =>
        number % JobsPerExclusion == 0 && others.ToList() is { Count: > 0 } candidates
            ? [candidates[random.Next(candidates.Count)].Reference]
            : [];
}
