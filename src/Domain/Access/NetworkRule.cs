using System.Net;

namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>From the next request on, the permissions of a group count only for whoever asks from one of these networks, or from one that the installation always allows.</summary>
/// <param name="NetworkRuleId">Made of the name of the group.</param>
/// <param name="Group">What the rule is about.</param>
/// <param name="Allowed">Networks in CIDR notation, such as <c>192.0.2.0/24</c>.</param>
public record NetworkRuleSet(
    Guid NetworkRuleId, PermissionGroup Group,
    [Plain(DataClass.Internal, "Networks of the company, not of a person.")] IReadOnlyList<string> Allowed);

/// <summary>The company restricts the group no longer; what the installation restricts stays so.</summary>
public record NetworkRuleLifted(Guid NetworkRuleId, [Plain(DataClass.Internal, "About a rule, not a person.")] string Reason);

/// <summary>Permissions that a company may tie to networks. The name of a permission says to which group it belongs.</summary>
public enum PermissionGroup
{
    /// <summary>None: may be used from anywhere.</summary>
    None,

    /// <summary>To change accounts, roles, rules and everything else of access and governance.</summary>
    Administration,

    /// <summary>To take data out.</summary>
    Export,

    /// <summary>To make and restore backups.</summary>
    Backup,

    /// <summary>To look into the log.</summary>
    Audit,
}

/// <summary>From which networks the permissions of one group may be used.</summary>
/// <remarks>Source: policy 5.1; GB/T 22239-2019, 7.1.4.4 c.</remarks>
public record NetworkRule(Guid Id, PermissionGroup Group, IReadOnlyList<string> Allowed, bool IsInForce) : IEvolve<NetworkRule>
{
    public static Guid IdOf(PermissionGroup group) => NamedGuid.Of($"network-rule/{group}");

    /// <summary>The group of a permission, by its name, so that a new one belongs to a group from the first day.</summary>
    public static PermissionGroup GroupOf(string permission) => permission.Split('.') switch
    {
        ["audit", ..] => PermissionGroup.Audit,
        [_, "backups" or "restores", _] => PermissionGroup.Backup,
        [_, _, "export" or "disclose"] => PermissionGroup.Export,
        ["access" or "governance", _, not "read"] => PermissionGroup.Administration,
        _ => PermissionGroup.None,
    };

    /// <summary>Whether <paramref name="address"/> lies in one of the networks; an IPv4 address within IPv6 counts as IPv4.</summary>
    public static bool Covers(IEnumerable<IPNetwork> networks, IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && networks.Any(x => x.Contains(plain));
    }

    /// <remarks>
    /// <paramref name="always"/> are the networks that the installation allows; <paramref name="author"/> is where whoever sets the rule
    /// asks from, and <paramref name="concernsAuthor"/> whether they hold a permission of the group.
    /// </remarks>
    public static Decision Set(NetworkRule? existing, NetworkRuleSet wanted, IReadOnlyList<IPNetwork> always, IPAddress? author, bool concernsAuthor)
    {
        if (wanted.Group is PermissionGroup.None)
            return Refuse("group-not-restrictable", "Only administration, export, backup and audit are tied to networks.");
        if (wanted.Allowed.Count is 0 || wanted.Allowed.FirstOrDefault(x => !IPNetwork.TryParse(x, out _)) is not null)
            return Refuse("not-a-network", "Name networks in CIDR notation, such as 192.0.2.0/24.");
        if (concernsAuthor && !Covers([.. wanted.Allowed.Select(IPNetwork.Parse), .. always], author))
            return Refuse("author-shut-out", "The rule would shut out whoever sets it.");

        return existing is { IsInForce: true } && existing.Allowed.SequenceEqual(wanted.Allowed) ? Nothing : Accept(wanted);
    }

    public Decision Lift(string reason) => IsInForce ? Accept(new NetworkRuleLifted(Id, reason)) : Nothing;

    public static NetworkRule? Evolve(NetworkRule? rule, object @event) => @event switch
    {
        NetworkRuleSet e => new NetworkRule(e.NetworkRuleId, e.Group, e.Allowed, IsInForce: true),
        NetworkRuleLifted => rule! with { IsInForce = false },
        _ => rule,
    };
}
