namespace CleaningEvents.Api.Governance.Erasure;

/// <summary>That somebody was erased, where no restore of a database reaches it.</summary>
/// <param name="Number">From 1, without a gap.</param>
/// <param name="SubjectId">The customer or the account.</param>
/// <param name="Covers">Every id under which its data was protected.</param>
/// <param name="At">When the erasure was ordered, by the clock of the business.</param>
/// <param name="Previous">SHA-256 of the line before, in hexadecimal; empty for the first.</param>
public sealed record Tombstone(long Number, Guid SubjectId, IReadOnlyList<Guid> Covers, DateTimeOffset At, string Previous);

/// <summary>A tombstone was altered, or one is missing: nobody can say any more who must stay erased.</summary>
public sealed class BrokenTombstonesException(string reason) : Exception(reason);
