namespace CleaningEvents.Projections;

/// <summary>Something that certain cleaners may see as their own.</summary>
public interface IBelongToCleaners
{
    IEnumerable<Guid> Cleaners { get; }
}
