namespace CleaningEvents.Api.Security;

/// <summary>What people call a device, read off what its browser says of itself; nothing of that is kept but words from these lists.</summary>
public static class DeviceNames
{
    /// <summary>The first mark that is found counts, as many browsers also claim to be those further down.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    public static string Of(string userAgent) => $"{Find(Browsers, userAgent, "Unknown browser")} on {Find(Systems, userAgent, "unknown system")}";

    private static string Find((string Mark, string Name)[] marks, string userAgent, string otherwise) =>
        marks.FirstOrDefault(x => userAgent.Contains(x.Mark, StringComparison.Ordinal)).Name ?? otherwise;
}
