using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Access.Detection.Outside;

/// <summary>Somewhere outside that alerts are told to.</summary>
public interface IAlertChannel
{
    /// <summary>Its position in the log is kept under this name.</summary>
    string Name { get; }

    /// <summary>Tells of an alert. The same one may come again after a failure: whoever listens knows it by its id.</summary>
    Task Tell(ToldAlert alert, CancellationToken cancelled);
}

/// <summary>What is told outside of an alert: ids and numbers, of a person no more than the employee number.</summary>
/// <param name="Id">The same alert has the same id, however often it is told.</param>
/// <param name="Position">Where it stands in the log.</param>
/// <param name="Detected">What was found.</param>
/// <param name="EmployeeNumber">Whose account; null where none is known.</param>
/// <param name="LooksFor">What the rule looks for, in English.</param>
public sealed record ToldAlert(Guid Id, long Position, AccessAnomalyDetected Detected, string? EmployeeNumber, string LooksFor);

/// <summary>The channels that the configuration names; nothing is ever sent elsewhere.</summary>
public static class AlertChannels
{
    public static IEnumerable<IAlertChannel> Configured(IConfiguration configuration)
    {
        if (AddressIn("Alerts:Webhook:Address", ["https", "http"]) is { } webhook)
            yield return new Webhook(webhook, configuration["Alerts:Webhook:Secret"] ?? throw new InvalidOperationException("Alerts:Webhook:Secret is missing."));
        if (AddressIn("Alerts:Syslog:Address", ["tls", "tcp", "udp"]) is { } syslog)
            yield return new Syslog(syslog);

        Uri? AddressIn(string setting, string[] schemes) => configuration[setting] switch
        {
            null or "" => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) => address,
            _ => throw new InvalidOperationException($"{setting} is no address of {string.Join(", ", schemes)}."),
        };
    }
}
