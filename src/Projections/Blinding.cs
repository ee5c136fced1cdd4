namespace CleaningEvents.Projections;

/// <summary>A keyed hash of a value, 32 bytes, under a key of its own for each purpose: it recognises the value, and tells nothing to who lacks the key.</summary>
public delegate byte[] Blinding(string purpose, ReadOnlySpan<byte> value);
