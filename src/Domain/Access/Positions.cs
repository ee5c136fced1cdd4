namespace CleaningEvents.Domain.Access;

/// <summary>The positions that a company of this trade starts with, each with a role of its name; it may change them and define more.</summary>
/// <remarks>Source: policy 3.2. Administration of the system, of security and of the audit lie in three hands.</remarks>
public static class Positions
{
    public const string SecurityAdministrator = "Security administrator";
    public const string SystemAdministrator = "System administrator";
    public const string AuditAdministrator = "Audit administrator";
    public const string Dispatcher = "Dispatcher";
    public const string Supervisor = "Supervisor";
    public const string Cleaner = "Cleaner";
    public const string CustomerAdviser = "Customer adviser";
    public const string AccessReviewer = "Access reviewer";
    public const string DataProtectionOfficer = "Data protection officer";

    /// <summary>Name of the role and what it may do.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [SecurityAdministrator] =
        [
            Permission.OpenAccounts, Permission.CloseAccounts, Permission.MoveAccounts, Permission.ReadAccounts, Permission.EnrolAccounts,
            Permission.DefineRoles, Permission.GrantRoles, Permission.ReadRoles, Permission.ReadRights, Permission.DefinePositions, Permission.ReadPositions,
            Permission.SetSegregationRules, Permission.ReadSegregationRules, Permission.ReadBranches, Permission.ApproveErasures,
            Permission.SetTwoPersonRules, Permission.ReadTwoPersonRules,
            Permission.ReadSessions, Permission.EndSessions, Permission.ReadDevices, Permission.ReviewDevices,
            Permission.PublishCourses, Permission.AssignTrainings, Permission.RecordTrainings, Permission.ReadTrainings,
            Permission.OpenReviews, Permission.DecideReviews, Permission.ReadReviews, Permission.ReviewEmergencyAccess, Permission.ReadEmergencyAccess,
            Permission.ReadCases, Permission.HandleCases, Permission.ReadDetectors, Permission.TuneDetectors, Permission.PlaceCanaries, Permission.ReadCanaries,
        ],
        [SystemAdministrator] =
        [
            Permission.OpenBranches, Permission.ReadBranches, Permission.ReadRoles, Permission.ReadPositions,
            Permission.ApproveChanges, Permission.ReadTwoPersonRules, Permission.ReadSegregationRules,
            Permission.SetNetworkRules, Permission.ReadNetworkRules, Permission.RequestEmergencyAccess,
        ],
        [AccessReviewer] = [Permission.DecideReviews, Permission.ReadReviews, Permission.ReadAccounts, Permission.ReadRoles, Permission.ReadBranches],
        [DataProtectionOfficer] =
        [
            Permission.ReadSubjects, Permission.EraseSubjects, Permission.ReauthoriseSubjects, Permission.RotateSubjectKeys, Permission.PlaceHolds,
            Permission.LiftHolds, Permission.DiscloseSubjects, Permission.ReadDataCatalogue, Permission.ReadCustomers, Permission.ReadAccounts,
        ],
        [AuditAdministrator] =
        [
            Permission.ReadHistory, Permission.SearchEvents, Permission.ReadAccesses, Permission.ReadAccounts, Permission.ReadRoles, Permission.ReadRights, Permission.ReadPositions,
            Permission.ReadSegregationRules, Permission.ReadBranches, Permission.ReadTwoPersonRules, Permission.ReadChangeRequests, Permission.ReadDataCatalogue,
            Permission.ReadTrainings, Permission.ReadNetworkRules,
            Permission.ReadSessions, Permission.ReadDevices,
            Permission.ReadReviews, Permission.ReadEmergencyAccess,
            Permission.ReadDetectors,
        ],
        [Dispatcher] =
        [
            Permission.JoinCleaners, Permission.ReadCleaners, Permission.BookJobs, Permission.AssignJobs, Permission.WorkOnJobs,
            Permission.RescheduleJobs, Permission.CancelJobs, Permission.RecordNoShows, Permission.ReadJobs, Permission.ReadBoard,
            Permission.ReadCustomers, Permission.ReadSites, Permission.RevealSiteAccess, Permission.ReadBranches,
            Permission.RequestEmergencyAccess,
        ],
        [Supervisor] =
        [
            Permission.ReadCleaners, Permission.AssignJobs, Permission.RescheduleJobs, Permission.RecordNoShows, Permission.ReadJobs, Permission.ReadBoard,
            Permission.ReadSites, Permission.ReadBranches,
        ],
        [Cleaner] = [Permission.WorkOnJobs, Permission.ReadJobs],
        [CustomerAdviser] =
        [
            Permission.RegisterCustomers, Permission.ReadCustomers, Permission.RegisterSites, Permission.ReadSites,
            Permission.BookJobs, Permission.ReadJobs, Permission.ReadBoard, Permission.ReadBranches, Permission.RequestEmergencyAccess,
        ],
    };

    /// <summary>How far the role of a position reaches.</summary>
    public static Scope ScopeOf(string position) => position switch
    {
        Cleaner => Scope.Own,
        Dispatcher or Supervisor or CustomerAdviser => Scope.Branch,
        _ => Scope.Company,
    };
}
