namespace CleaningEvents.Api.Security;

/// <summary>Whether the sessions of recent requests go on, kept only while it is heard which were ended.</summary>
public sealed class SessionMemory() : Memory<bool>(TimeProvider.System);
