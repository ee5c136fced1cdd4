namespace CleaningEvents.Domain;

/// <summary>What may belong to one stream only, throughout the company.</summary>
public enum UniqueKind { EmployeeNumber, Identity, IssuerSubject, EmergencyAccess, RoleName, PositionName, BranchName, CleanerAccount, CustomerReference, SiteReference, CleanerReference, JobReference }

/// <summary>Of the values asked about, those that are taken, and by which stream.</summary>
public readonly record struct UniqueClaims(IReadOnlyDictionary<(UniqueKind Kind, string Value), Guid> Owners)
{
    public static readonly UniqueClaims None = new(new Dictionary<(UniqueKind, string), Guid>());

    public Guid? By(UniqueKind kind, string? value) => value is not null && Owners.TryGetValue((kind, value), out var owner) ? owner : null;
}
