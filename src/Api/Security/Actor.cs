using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Security;

/// <summary>Who asks, and what they may do at this moment.</summary>
/// <param name="AccountId">The account; <see cref="Guid.Empty"/> is the installation itself, which acts by its command line.</param>
/// <param name="CleanerId">The cleaner whose account it is, if it is one's.</param>
/// <param name="Roles">Names of the roles held now, for the record.</param>
/// <param name="Reaches">For each permission held now, how far it reaches.</param>
public sealed record Actor(Guid AccountId, Guid? CleanerId, IReadOnlyList<string> Roles, IReadOnlyDictionary<string, Reach> Reaches)
{
    /// <summary>Whether they have passed the basic course; who has not holds no right at all.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>The emergency access that counts now, with which everything they do is marked; null without.</summary>
    public Guid? EmergencyAccessId { get; init; }

    /// <summary>The installation: bootstrap, imports and reactions act as it; nobody can sign in as it.</summary>
    public static readonly Actor Installation =
        new(Guid.Empty, CleanerId: null, ["Installation"], new Dictionary<string, Reach>());

    /// <summary>Sessions count that began later, until then they must prove anew who they are; null for all.</summary>
    public DateTimeOffset? ProofSince { get; init; }

    public static Actor For(HttpContext http) =>
        http.Features.Get<Actor>() ?? throw new InvalidOperationException("The endpoint is open to everybody and has no actor.");

    /// <summary>The same person in a session without a second factor, where some permissions do not count.</summary>
    public Actor WithoutSecondFactor() => Reaches.Keys.Any(Permission.NeedsSecondFactor)
        ? this with { Reaches = Reaches.Where(x => !Permission.NeedsSecondFactor(x.Key)).ToDictionary() }
        : this;

    public Reach ReachOf(string permission) => this == Installation ? Reach.Everything : Reaches.GetValueOrDefault(permission, Reach.Nothing);
}

/// <summary>How far a permission reaches: the company, some branches, or one's own.</summary>
public sealed record Reach(bool Company, IReadOnlySet<Guid> Branches, bool Own)
{
    public static readonly Reach Nothing = new(Company: false, new HashSet<Guid>(), Own: false);
    public static readonly Reach Everything = new(Company: true, new HashSet<Guid>(), Own: false);

    public bool IsNothing => !Company && !Own && Branches.Count is 0;

    public bool Covers(Guid branchId) => Company || Branches.Contains(branchId);

    public Reach With(Grant grant) => grant.Scope switch
    {
        Scope.Company => this with { Company = true },
        Scope.Branch => this with { Branches = new HashSet<Guid>(Branches) { grant.BranchId!.Value } },
        _ => this with { Own = true },
    };
}
