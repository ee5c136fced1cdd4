using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests.Governance;

/// <summary>Maria proposed that Ana, whose account is <see cref="AnasAccount"/>, gets a role; Otto may decide.</summary>
internal static class Proposals
{
    public static readonly Guid ChangeId = Number(20);
    public static readonly Guid Maria = Number(21);
    public static readonly Guid Otto = Number(22);
    public static readonly Guid Pia = Number(23);
    public static readonly Guid AnasAccount = Number(24);

    public static readonly ChangeProposed Proposed = new(
        ChangeId, "grant-role", AnasAccount, 3, BranchId: null, [new RouteValue("accountId", $"{AnasAccount}")], """{"scope":"Company"}""", Reason: null,
        AnasAccount, Maria, [AnasAccount, AnaId], "governance.changes.approve", Ten.AddHours(72));

    public static readonly ChangeApproved Approved = new(ChangeId, Otto);
    public static readonly ChangeRejected Rejected = new(ChangeId, AnasAccount, Otto, "Not needed.");
    public static readonly ChangeWithdrawn Withdrawn = new(ChangeId, AnasAccount, "A mistake.");
    public static readonly ChangeLapsed Lapsed = new(ChangeId, "stale-version", "Somebody changed it.");
}
