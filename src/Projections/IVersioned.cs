namespace CleaningEvents.Projections;

/// <summary>A read model of one stream that knows the version of the last event in it; the version is its ETag.</summary>
public interface IVersioned
{
    Guid Id { get; }

    int Version { get; }
}
