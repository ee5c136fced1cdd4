using CleaningEvents.Api.Hosting;

namespace CleaningEvents.Api.Security;

/// <summary>The actors of recent requests, kept only while changes of rights are heard of.</summary>
public sealed class ActorMemory(BusinessClock clock) : Memory<Actor>(clock);
