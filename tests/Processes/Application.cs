using CleaningEvents.Api.Governance.Erasure;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleaningEvents.Processes;

/// <summary>The application without its processes: its event store, set up as in the server.</summary>
public static class Application
{
    /// <param name="settings">As the server's.</param>
    /// <param name="cancelled">To give up.</param>
    /// <param name="otherwise">What is to be different.</param>
    public static async Task<WebApplication> Of(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancelled, Action<WebApplicationBuilder>? otherwise = null)
    {
        // Whoever keeps both databases in one cluster may do so in Development alone.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings!);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new BusinessClock());
        builder.Services.AddSingleton<ActorMemory>();
        builder.Services.AddSingleton<SessionMemory>();
        builder.Services.AddSingleton<ErasureBell>();
        await builder.AddDatabases([]);
        builder.AddSubjectKeys();
        builder.AddSealing();
        builder.Services.AddSingleton<SchemaAtStart>();
        builder.AddEventStore();
        builder.Services.AddSingleton<FactSources>().AddSingleton<Signatures>();
        otherwise?.Invoke(builder);
        var application = builder.Build();
        await application.Services.GetRequiredService<SchemaAtStart>().StartAsync(cancelled);
        return application;
    }
}
