using System.Globalization;
using System.Net;

namespace CleaningEvents.Api.Access.Detection.Outside;

/// <summary>An alert as one line: RFC 5424 around the Common Event Format. Nothing in it ends the line or a field early.</summary>
public static class SyslogLine
{
    /// <summary>Facility 10 (security), severity 4 (warning).</summary>
    private const int Priority = 10 * 8 + 4;

    public static string Of(ToldAlert alert)
    {
        var detected = alert.Detected;
        (string Key, object? Value)[] fields =
        [
            ("externalId", alert.Id), ("rt", detected.Until.ToUnixTimeMilliseconds()), ("start", detected.From.ToUnixTimeMilliseconds()),
            ("end", detected.Until.ToUnixTimeMilliseconds()), ("suid", detected.AccountId), ("suser", alert.EmployeeNumber),
            ("cs1Label", "case"), ("cs1", detected.MisuseCaseId), ("cs2Label", "session"), ("cs2", detected.SessionId),
            ("cfp1Label", "baseline"), ("cfp1", detected.Baseline), ("cfp2Label", "observed"), ("cfp2", detected.Observed),
            ("cn1Label", "position"), ("cn1", alert.Position), ("act", detected.Response),
        ];
        var extension = string.Join(' ', fields.Where(x => x.Value is not null).Select(x => $"{x.Key}={InField(Convert.ToString(x.Value, CultureInfo.InvariantCulture)!)}"));
        var at = detected.Until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $"<{Priority}>1 {at} {Dns.GetHostName()} cleaning-events {Environment.ProcessId} alert - "
            + $"CEF:0|CleaningEvents|cleaning-events|1|{InHeader(detected.Rule)}|{InHeader(alert.LooksFor)}|7|{extension}";
    }

    private static string InHeader(string text) => OneLine(text).Replace(@"\", @"\\").Replace("|", @"\|");

    private static string InField(string text) => OneLine(text).Replace(@"\", @"\\").Replace("=", @"\=");

    private static string OneLine(string text) => string.Concat(text.Select(x => char.IsControl(x) ? ' ' : x));
}
