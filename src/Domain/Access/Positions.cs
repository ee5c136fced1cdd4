namespace CleaningEvents.Domain.Access;

/// <summary>The roles that a company of this trade starts with, one for a position; it may change them and define more.</summary>
/// <remarks>Source: policy 3.2. Administration of the system, of security and of the audit lie in three hands.</remarks>
public static class Positions
{
    public const string SecurityAdministrator = "Security administrator";
    public const string SystemAdministrator = "System administrator";
    public const string AuditAdministrator = "Audit administrator";
    public const string Dispatcher = "Dispatcher";
    public const string Cleaner = "Cleaner";
    public const string CustomerAdviser = "Customer adviser";
    public const string DataProtectionOfficer = "Data protection officer";

    /// <summary>Name of the role and what it may do.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [SecurityAdministrator] =
        [
            Permission.OpenAccounts, Permission.CloseAccounts, Permission.ReadAccounts, Permission.EnrolAccounts,
            Permission.DefineRoles, Permission.GrantRoles, Permission.ReadRoles, Permission.ReadBranches, Permission.ApproveErasures,
            Permission.SetTwoPersonRules, Permission.ReadTwoPersonRules,
            Permission.ReadCases, Permission.HandleCases, Permission.ReadDetectors, Permission.TuneDetectors, Permission.PlaceCanaries, Permission.ReadCanaries,
        ],
        [SystemAdministrator] =
        [
            Permission.OpenBranches, Permission.ReadBranches, Permission.ReadRoles,
            Permission.ApproveChanges, Permission.ReadTwoPersonRules,
        ],
        [DataProtectionOfficer] =
        [
            Permission.ReadSubjects, Permission.EraseSubjects, Permission.ReauthoriseSubjects, Permission.RotateSubjectKeys, Permission.PlaceHolds,
            Permission.LiftHolds, Permission.DiscloseSubjects, Permission.ReadDataCatalogue, Permission.ReadCustomers, Permission.ReadAccounts,
        ],
        [AuditAdministrator] =
        [
            Permission.ReadHistory, Permission.SearchEvents, Permission.ReadAccounts, Permission.ReadRoles, Permission.ReadBranches,
            Permission.ReadTwoPersonRules, Permission.ReadChangeRequests, Permission.ReadDataCatalogue, Permission.ReadDetectors,
        ],
        [Dispatcher] =
        [
            Permission.JoinCleaners, Permission.ReadCleaners, Permission.BookJobs, Permission.AssignJobs, Permission.WorkOnJobs,
            Permission.RescheduleJobs, Permission.CancelJobs, Permission.RecordNoShows, Permission.ReadJobs, Permission.ReadBoard,
            Permission.ReadCustomers, Permission.ReadSites, Permission.ReadBranches,
        ],
        [Cleaner] = [Permission.WorkOnJobs, Permission.ReadJobs],
        [CustomerAdviser] =
        [
            Permission.RegisterCustomers, Permission.ReadCustomers, Permission.RegisterSites, Permission.ReadSites,
            Permission.BookJobs, Permission.ReadJobs, Permission.ReadBoard, Permission.ReadBranches,
        ],
    };
}
