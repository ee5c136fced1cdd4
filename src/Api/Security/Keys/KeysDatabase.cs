using Npgsql;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>The database of keys, with a type of its own so that nobody takes it for that of events.</summary>
public sealed class KeysDatabase(NpgsqlDataSource source) : IDisposable
{
    public NpgsqlDataSource Source => source;

    public void Dispose() => source.Dispose();
}
