using System.Globalization;
using System.Text.Json;
using CleaningEvents.Domain;
using Microsoft.AspNetCore.Localization;

namespace CleaningEvents.Api.Http;

/// <summary>What people read, in English or Simplified Chinese by the request's Accept-Language.</summary>
public static class Messages
{
    private static readonly Dictionary<string, string> Titles = Load("Titles.en.json");
    private static readonly Dictionary<string, string> ChineseTitles = Load("Titles.zh-CN.json");
    private static readonly Dictionary<string, string> ChineseRules = Load("Rules.zh-CN.json");

    private static readonly Dictionary<string, string> Pages = Load("Pages.en.json");
    private static readonly Dictionary<string, string> ChinesePages = Load("Pages.zh-CN.json");

    private static readonly Dictionary<string, string> Detectors = Load("Detectors.en.json");
    private static readonly Dictionary<string, string> ChineseDetectors = Load("Detectors.zh-CN.json");
    private static readonly Dictionary<string, string> Permissions = Load("Permissions.en.json");
    private static readonly Dictionary<string, string> ChinesePermissions = Load("Permissions.zh-CN.json");

    /// <summary>The cultures that a request may ask for; the first is the default.</summary>
    public static readonly string[] Cultures = ["en", "zh-CN", "zh"];

    /// <summary>The tongue of what is recorded.</summary>
    public static CultureInfo OfTheRecord { get; } = CultureInfo.GetCultureInfo(Cultures[0]);

    /// <summary>The tongue of the request as an HTML language tag.</summary>
    public static string Language => IsChinese ? "zh-CN" : "en";

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "zh";

    public static string Title(string slug) => (IsChinese ? ChineseTitles : Titles).GetValueOrDefault(slug, slug);

    /// <summary>What a page that the server makes itself says.</summary>
    public static string Page(string slug) => (IsChinese ? ChinesePages : Pages)[slug];

    /// <summary>What is said of a detector, in both tongues: whoever looks into a case may hand it on.</summary>
    public static (string English, string Chinese) Detector(string slug) => (Detectors[slug], ChineseDetectors[slug]);

    /// <summary>What a permission allows, in both tongues.</summary>
    public static (string English, string Chinese) Permission(string name) => (Permissions[name], ChinesePermissions[name]);

    /// <summary>By <c>?lang=</c>, else by Accept-Language.</summary>
    public static void Localize(RequestLocalizationOptions options)
    {
        options.AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures).SetDefaultCulture(Cultures[0]);
        options.RequestCultureProviders =
        [
            new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang", Options = options },
            new AcceptLanguageHeaderRequestCultureProvider { Options = options },
        ];
    }

    /// <summary>The domain says it in English; other tongues go by the name of the rule.</summary>
    public static string ForRule(Refusal refusal) =>
        IsChinese ? ChineseRules.GetValueOrDefault(refusal.Rule) ?? ChineseTitles.GetValueOrDefault(refusal.Rule, refusal.Reason) : refusal.Reason;

    private static Dictionary<string, string> Load(string name)
    {
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
