namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>The embedded PostgreSQL cannot serve; the message tells the person at the keyboard what to do about it.</summary>
public sealed class EmbeddedPostgresException(string message) : Exception(message);
