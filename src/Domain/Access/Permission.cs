using System.Reflection;

namespace CleaningEvents.Domain.Access;

/// <summary>Every permission there is, named <c>module.resource.action</c>. An endpoint declares one; a role lists some.</summary>
public static class Permission
{
    public const string OpenAccounts = "access.accounts.open";
    public const string CloseAccounts = "access.accounts.close";
    public const string MoveAccounts = "access.accounts.move";
    public const string ReadAccounts = "access.accounts.read";
    public const string EnrolAccounts = "access.accounts.enrol";
    public const string DefineRoles = "access.roles.define";
    public const string GrantRoles = "access.roles.grant";
    public const string ReadRoles = "access.roles.read";
    public const string ReadRights = "access.rights.read";
    public const string DefinePositions = "access.positions.define";
    public const string ReadPositions = "access.positions.read";
    public const string SetSegregationRules = "access.segregation-rules.set";
    public const string ReadSegregationRules = "access.segregation-rules.read";
    public const string ReadSessions = "access.sessions.read";
    public const string EndSessions = "access.sessions.end";
    public const string ReadDevices = "access.devices.read";
    public const string ReviewDevices = "access.devices.review";
    public const string ReadCases = "access.cases.read";
    public const string HandleCases = "access.cases.handle";
    public const string ReadDetectors = "access.detectors.read";
    public const string TuneDetectors = "access.detectors.tune";
    public const string PlaceCanaries = "access.canaries.place";
    public const string ReadCanaries = "access.canaries.read";
    public const string OpenBranches = "access.branches.open";
    public const string ReadBranches = "access.branches.read";
    public const string SetNetworkRules = "access.network-rules.set";
    public const string ReadNetworkRules = "access.network-rules.read";

    public const string OpenReviews = "access.reviews.open";
    public const string DecideReviews = "access.reviews.decide";
    public const string ReadReviews = "access.reviews.read";
    public const string RequestEmergencyAccess = "access.emergency.request";
    public const string ReviewEmergencyAccess = "access.emergency.review";
    public const string ReadEmergencyAccess = "access.emergency.read";

    public const string RegisterCustomers = "crm.customers.register";
    public const string ReadCustomers = "crm.customers.read";
    public const string RegisterSites = "crm.sites.register";
    public const string ReadSites = "crm.sites.read";
    public const string RevealSiteAccess = "crm.sites.reveal-access";

    public const string JoinCleaners = "dispatch.cleaners.join";
    public const string ReadCleaners = "dispatch.cleaners.read";
    public const string BookJobs = "dispatch.jobs.book";
    public const string AssignJobs = "dispatch.jobs.assign";
    public const string WorkOnJobs = "dispatch.jobs.work";
    public const string RescheduleJobs = "dispatch.jobs.reschedule";
    public const string CancelJobs = "dispatch.jobs.cancel";
    public const string RecordNoShows = "dispatch.no-shows.record";
    public const string ReadJobs = "dispatch.jobs.read";
    public const string ReadBoard = "dispatch.board.read";

    public const string ReadSubjects = "governance.subjects.read";
    public const string EraseSubjects = "governance.subjects.erase";
    public const string ApproveErasures = "governance.erasures.approve";
    public const string ReauthoriseSubjects = "governance.subjects.reauthorise";
    public const string RotateSubjectKeys = "governance.subjects.rotate-keys";
    public const string ReadDataCatalogue = "governance.data-catalogue.read";
    public const string PlaceHolds = "governance.holds.place";
    public const string LiftHolds = "governance.holds.lift";
    public const string DiscloseSubjects = "governance.subjects.disclose";
    public const string SetTwoPersonRules = "governance.two-person-rules.set";
    public const string ReadTwoPersonRules = "governance.two-person-rules.read";
    public const string ApproveChanges = "governance.changes.approve";
    public const string ReadChangeRequests = "governance.change-requests.read";
    public const string PublishCourses = "governance.courses.publish";
    public const string AssignTrainings = "governance.trainings.assign";
    public const string RecordTrainings = "governance.trainings.record";
    public const string ReadTrainings = "governance.trainings.read";

    public const string ReadHistory = "audit.history.read";
    public const string SearchEvents = "audit.events.search";
    public const string ReadAccesses = "audit.accesses.read";

    /// <summary>The whole catalogue, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(Permission).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(x => x.IsLiteral).Select(x => (string)x.GetRawConstantValue()!).Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Whether giving it is a matter for two people where the company does not say otherwise: whatever administers, audits or approves. What a
    /// later release brings is told by its name. Every desk may ask for a role in an emergency: each time is marked, and looked at afterwards.
    /// </summary>
    public static bool IsSensitive(string permission) => permission.Split('.') switch
    {
        _ when permission is RequestEmergencyAccess => false,
        ["audit", ..] or [.., "approve"] => true,
        ["access" or "governance", .., var action] => action is not "read",
        _ => false,
    };

    /// <summary>Modules of administration, audit, approval, money and backups.</summary>
    private static readonly string[] SensitiveModules = ["access.", "audit.", "finance.", "governance."];

    /// <summary>Whether it counts only for who signed in with a second factor.</summary>
    /// <remarks>
    /// Source: policy 3.1. Names of branches, which every desk reads, are no secret; who takes up a role in an emergency proves anew who they are then.
    /// </remarks>
    public static bool NeedsSecondFactor(string name) =>
        name is not (ReadBranches or RequestEmergencyAccess) && SensitiveModules.Any(x => name.StartsWith(x, StringComparison.Ordinal));
}
