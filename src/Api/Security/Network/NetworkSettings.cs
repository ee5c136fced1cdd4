using System.Net;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Security.Network;

/// <summary>What the installation says of networks.</summary>
public sealed class NetworkSettings(IConfiguration configuration)
{
    private readonly Dictionary<PermissionGroup, IReadOnlyList<IPNetwork>> allowed =
        Enum.GetValues<PermissionGroup>().ToDictionary(x => x, x => Networks(configuration, $"Network:Allowed:{x}"));

    /// <summary>The proxies whose word is taken for where a request comes from.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; } = Networks(configuration, "Network:TrustedProxies");

    /// <summary>Networks from which a group's permissions may be used whatever the company's rule says; where there are any, others need one.</summary>
    public IReadOnlyList<IPNetwork> Allowed(PermissionGroup group) => allowed[group];

    /// <exception cref="InvalidOperationException">One of them is none.</exception>
    private static IReadOnlyList<IPNetwork> Networks(IConfiguration configuration, string name) =>
    [
        .. (configuration.GetSection(name).Get<string[]>() ?? []).Select(x =>
            IPNetwork.TryParse(x, out var network) ? network : throw new InvalidOperationException($"{name}: '{x}' is no network, such as 192.0.2.0/24.")),
    ];
}
