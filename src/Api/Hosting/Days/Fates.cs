namespace CleaningEvents.Api.Hosting.Days;

/// <summary>What becomes of a job on a played day.</summary>
public enum Fate { Fine, NobodyHome, NoShow, Late, Partial, Cancelled }

/// <summary>Draws what goes wrong on a played day: a fifth of the jobs, and each kind of trouble at least once where there are jobs enough.</summary>
public static class Fates
{
    private const double ShareInTrouble = 0.2;

    /// <summary>The same jobs and seed always meet the same fates, whatever the order of <paramref name="jobs"/>.</summary>
    public static IReadOnlyDictionary<Guid, Fate> Draw(IEnumerable<Guid> jobs, int seed)
    {
        Guid[] drawn = [.. jobs.Order()];
        new Random(seed).Shuffle(drawn);
        var kinds = Enum.GetValues<Fate>().Where(x => x is not Fate.Fine).ToArray();
        var troubled = Math.Min(drawn.Length, Math.Max(kinds.Length, (int)Math.Ceiling(drawn.Length * ShareInTrouble)));
        return drawn.Select((job, i) => (job, Fate: i < troubled ? kinds[i % kinds.Length] : Fate.Fine)).ToDictionary(x => x.job, x => x.Fate);
    }
}
