using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Security.Keys;
using Marten;
using Weasel.Core;
using SystemTextJsonSerializer = Marten.Services.SystemTextJsonSerializer;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>Lets the event store seal what is protected.</summary>
public static class SealingSetup
{
    public static void AddSealing(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton(x => new SealedJson(x.GetRequiredService<ISubjectKeys>(), x.GetRequiredService<BusinessClock>()))
        .AddSingleton(x => new SealingSerializer(
            new SystemTextJsonSerializer { EnumStorage = EnumStorage.AsString, Casing = Casing.CamelCase }, x.GetRequiredService<SealedJson>()))
        .AddSingleton<KeysAtHand>();

    public static void UseSealing(this StoreOptions options, IServiceProvider services)
    {
        options.Serializer(services.GetRequiredService<SealingSerializer>());
        options.Listeners.Add(services.GetRequiredService<KeysAtHand>());
    }
}
