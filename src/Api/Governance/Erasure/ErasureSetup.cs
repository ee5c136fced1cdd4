namespace CleaningEvents.Api.Governance.Erasure;

/// <summary>What erases subjects and keeps them erased.</summary>
public static class ErasureSetup
{
    public static void AddErasure(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<ErasureBell>().AddSingleton<Tombstones>().AddSingleton<Erasures>()
        .AddSingleton<RestoreGate>().AddHostedService(x => x.GetRequiredService<RestoreGate>())
        .AddHostedService<ExecuteErasures>();
}
