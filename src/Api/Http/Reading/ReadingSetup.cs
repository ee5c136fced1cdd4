using Microsoft.AspNetCore.Http.Json;

namespace CleaningEvents.Api.Http.Reading;

/// <summary>Puts every look at protected records on record before anything is shown.</summary>
public static class ReadingSetup
{
    public static void AddHeldAnswers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScreenMemory>();
        builder.Services.AddSingleton<LookRecorder>().AddHostedService(x => x.GetRequiredService<LookRecorder>());
        builder.Services.Configure<JsonOptions>(x => new LookJson(showsSecrets: false).Watch(x.SerializerOptions));
    }
}
