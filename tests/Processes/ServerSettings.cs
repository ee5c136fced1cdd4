using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Hosting.CommandLine;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Network;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace CleaningEvents.Processes;

/// <summary>What a server is told, and tokens that it takes.</summary>
public static class ServerSettings
{
    private const string Issuer = "http://localhost:5080/";

    /// <param name="events">How to reach the database of events.</param>
    /// <param name="keys">How to reach the database of keys.</param>
    /// <param name="folder">Where the issuer keeps its keys.</param>
    /// <param name="now">What the clock of the business shows at the start.</param>
    public static Dictionary<string, string> Of(string events, string keys, string folder, DateTimeOffset now) =>
        new(RateLimits.Names.Select(x => KeyValuePair.Create($"RateLimits:{x}", "0")))
        {
            [$"ConnectionStrings:{Databases.Events}"] = events,
            [$"ConnectionStrings:{Databases.Keys}"] = keys,
            ["Keys:Folder"] = folder,
            ["BusinessClock:StartAt"] = now.ToString("O"),
            ["Issuer"] = Issuer,
        };

    /// <summary>A token by which the account's holder calls a server whose issuer keeps its keys in <paramref name="folder"/>.</summary>
    public static string TokenOf(Guid account, string folder)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", folder), new("Issuer", Issuer)]).Build();
        return Token.For(account, new IssuerKeys(settings, new HostingEnvironment()), settings.Issuer());
    }
}
