using CleaningEvents.Api.Governance.Retention;

namespace CleaningEvents.Api.Governance.Erasure;

/// <summary>What makes data unreadable when somebody asks or its time has come, and keeps it so.</summary>
public static class ErasureSetup
{
    public static void AddErasure(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<ErasureBell>().AddSingleton<Tombstones>().AddSingleton<Erasures>()
        .AddSingleton<RestoreGate>().AddHostedService(x => x.GetRequiredService<RestoreGate>())
        .AddHostedService<ExecuteErasures>()
        .AddSingleton<ExecuteRetention>().AddHostedService(x => x.GetRequiredService<ExecuteRetention>());
}
