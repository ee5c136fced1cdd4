using CleaningEvents.Api.Access.Detection.Outside;
using CleaningEvents.Api.Security;

namespace CleaningEvents.Api.Access.Detection;

/// <summary>What notices unusual access and tells of it.</summary>
public static class DetectionSetup
{
    public static void AddDetection(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DeniedRequests>().AddHostedService(x => x.GetRequiredService<DeniedRequests>());
        builder.Services.AddSingleton<Origins>().AddSingleton<SignalReader>().AddSingleton<WatchMemory>().AddSingleton<Alarms>();
        foreach (var channel in AlertChannels.Configured(builder.Configuration))
            builder.Services.AddSingleton(channel);
        builder.Services.AddHostedService<TellOutside>();
    }
}
