using CleaningEvents.Api.Security.Keys;
using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>What this node hears of the others.</summary>
public static class ChangeFeeds
{
    public static void AddChangeFeeds(this WebApplicationBuilder builder)
    {
        // Not by AddHostedService, which takes two of one type for one.
        builder.Services.AddSingleton<IHostedService>(x => Feed(x, x.GetRequiredService<NpgsqlDataSource>(), "rights_changed", x.GetRequiredService<ActorMemory>()));
        builder.Services.AddSingleton<IHostedService>(x => Feed(x, x.GetRequiredService<NpgsqlDataSource>(), "session_ended", x.GetRequiredService<SessionMemory>()));
        builder.Services.AddSingleton<IHostedService>(x => Feed(x, x.GetRequiredService<KeysDatabase>().Source, SubjectKeyStore.Destroyed, x.GetRequiredService<KeyMemory>()));
    }

    private static ChangeFeed Feed(IServiceProvider services, NpgsqlDataSource database, string channel, IMemory memory) =>
        new(database, channel, memory, services.GetRequiredService<ILogger<ChangeFeed>>());
}
