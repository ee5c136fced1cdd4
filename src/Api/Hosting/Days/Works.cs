namespace CleaningEvents.Api.Hosting.Days;

/// <summary>How many cleaners a composed job takes, and in what order.</summary>
internal enum WorkKind { Alone, Together, InSequence }

/// <summary>A service of the composed town.</summary>
internal record Service(string Id, string Type, int UsualMinutes);

/// <summary>What there is to clean in the composed town, and who can do it.</summary>
internal static class Works
{
    private const double TogetherShare = 0.12;
    private const double InSequenceShare = 0.06;
    private const int SpecialSkills = 3;
    private const int MostWait = 45;

    private static readonly Service Regular = new("regular-cleaning", "home", 60);

    private static readonly Service[] Special =
    [
        new("windows", "glass", 40),
        new("kitchen-deep", "home", 65),
        new("office", "office", 50),
        new("floors", "floor", 40),
        new("disinfection", "hygiene", 35),
    ];

    public static IReadOnlyList<Service> Services => [Regular, .. Special];

    public static WorkKind[] Kinds(int jobs)
    {
        var (together, inSequence) = ((int)Math.Round(jobs * TogetherShare), (int)Math.Round(jobs * InSequenceShare));
        return
        [
            .. Enumerable.Repeat(WorkKind.Together, together),
            .. Enumerable.Repeat(WorkKind.InSequence, inSequence),
            .. Enumerable.Repeat(WorkKind.Alone, jobs - together - inSequence),
        ];
    }

    public static IReadOnlyCollection<string> SkillsOf(int cleaner) =>
        [Regular.Id, .. Enumerable.Range(cleaner, SpecialSkills).Select(skill => Special[skill % Special.Length].Id)];

    public static bool IsForOffices(IReadOnlyList<DayPosition> positions) => positions.Any(position => position.Skill == "office");

    public static IReadOnlyList<DayPosition> Alone(DayCleaner cleaner, Random random) =>
        [Position(OneOf(cleaner, random), new(0, 0), random)];

    public static IReadOnlyList<DayPosition> Shared(WorkKind kind, DayCleaner first, DayCleaner second, Random random)
    {
        var opening = Position(OneOf(first, random), new(0, 0), random);
        var others = second.Skills.Where(skill => skill != opening.Skill).ToList();
        var offset = kind is WorkKind.Together ? new MinuteRange(0, 0) : new(opening.DurationMinutes, opening.DurationMinutes + MostWait);
        return [opening, Position(others[random.Next(others.Count)], offset, random)];
    }

    /// <summary>More often than not the regular work.</summary>
    private static string OneOf(DayCleaner cleaner, Random random) =>
        random.Next(2) == 0 ? Regular.Id : cleaner.Skills.ElementAt(random.Next(cleaner.Skills.Count));

    private static DayPosition Position(string skill, MinuteRange offset, Random random) =>
        new(skill, Services.Single(service => service.Id == skill).UsualMinutes + 15 * random.Next(-1, 2), offset);
}
