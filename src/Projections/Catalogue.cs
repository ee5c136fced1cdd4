using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Analytics;
using CleaningEvents.Projections.Audit;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using CleaningEvents.Projections.Governance;
using CleaningEvents.Projections.Search;
using JasperFx.Events.Projections;
using Marten;
using Position = CleaningEvents.Domain.Access.Position;

namespace CleaningEvents.Projections;

/// <summary>Every state and read model of the system, and when Marten brings it up to date.</summary>
public static class Catalogue
{
    /// <summary>
    /// Every kind of stream. Its decider state is folded for each command, never stored or shown; its read model is what a user must see
    /// right after saving, so it changes in the same transaction as the events.
    /// </summary>
    public static IReadOnlyList<StreamKind> Streams { get; } =
    [
        StreamKind.Of<Account, AccountDetails, AccountDetailsProjection>(),
        StreamKind.Of<Role, RoleDetails, RoleDetailsProjection>(),
        StreamKind.Of<Position, PositionDetails, PositionDetailsProjection>(),
        StreamKind.Of<SegregationRule, SegregationRuleDetails, SegregationRuleDetailsProjection>(),
        StreamKind.Of<Branch, BranchDetails, BranchDetailsProjection>(),
        StreamKind.Of<Session, SessionDetails, SessionDetailsProjection>(),
        StreamKind.Of<Device, DeviceDetails, DeviceDetailsProjection>(),
        StreamKind.Of<NetworkRule, NetworkRuleDetails, NetworkRuleDetailsProjection>(),
        StreamKind.Of<AccessReview, AccessReviewDetails, AccessReviewDetailsProjection>(),
        StreamKind.Of<EmergencyAccess, EmergencyAccessDetails, EmergencyAccessDetailsProjection>(),
        StreamKind.Of<MisuseCase, MisuseCaseDetails, MisuseCaseDetailsProjection>(),
        StreamKind.Of<Detector, DetectorDetails, DetectorDetailsProjection>(),
        StreamKind.Of<Canary, CanaryDetails, CanaryDetailsProjection>(),
        StreamKind.Of<Customer, CustomerDetails, CustomerDetailsProjection>(),
        StreamKind.Of<Site, SiteDetails, SiteDetailsProjection>(),
        StreamKind.Of<Cleaner, CleanerDetails, CleanerDetailsProjection>(),
        StreamKind.Of<Job, JobDetails, JobDetailsProjection>(),
        StreamKind.Of<DataSubject, DataSubjectDetails, DataSubjectDetailsProjection>(),
        StreamKind.Of<RetentionSchedule, RetentionScheduleDetails, RetentionScheduleDetailsProjection>(),
        StreamKind.Of<ChangeRequest, ChangeRequestDetails, ChangeRequestDetailsProjection>(),
        StreamKind.Of<TwoPersonRule, TwoPersonRuleDetails, TwoPersonRuleDetailsProjection>(),
        StreamKind.Of<Course, CourseDetails, CourseDetailsProjection>(),
        StreamKind.Of<Training, TrainingDetails, TrainingDetailsProjection>(),
    ];

    /// <summary>Every read model that is kept as documents.</summary>
    public static IReadOnlyList<DocumentKind> Documents { get; } = [.. Streams.Select(x => x.Document), DocumentKind.Of<BoardCard>()];

    /// <param name="options">Of the store.</param>
    /// <param name="blind">Hashes what must be recognised and not read.</param>
    public static void Register(StoreOptions options, Blinding blind)
    {
        options.Events.AddEventTypes(Vocabulary.Events);
        var projections = options.Projections;

        // What guards an invariant: same transaction as the events.
        projections.Add(new UniqueClaimsTable(blind), ProjectionLifecycle.Inline);
        projections.Add(new CleanerBookings(), ProjectionLifecycle.Inline);
        projections.Add(new AccountPermissions(), ProjectionLifecycle.Inline);

        foreach (var kind in Streams)
            kind.Register(options);
        projections.Add(new BlindIndex(blind), ProjectionLifecycle.Inline);

        // What may be seconds old: the daemon brings it up to date, on one node each.
        var board = new BoardCardProjection();
        StreamKind.Listen<Job>(board);
        projections.Add(board, ProjectionLifecycle.Async);
        projections.Add(new PermissionUseTable(), ProjectionLifecycle.Async);
        projections.Add(new FactJob(), ProjectionLifecycle.Async);
        projections.Add(new DimSite(), ProjectionLifecycle.Async);
        projections.Add(new DimCleaner(), ProjectionLifecycle.Async);
        projections.Add(new FactAccess(), ProjectionLifecycle.Async);
        projections.Add(new AccessRecords(), ProjectionLifecycle.Async);

        options.Schema.For<AccountDetails>().Index(x => x.EmployeeNumber).Index(x => x.PositionId);
        options.Schema.For<SessionDetails>().Index(x => x.AccountId);
        options.Schema.For<EmergencyAccessDetails>().Index(x => x.AccountId);
        options.Schema.For<MisuseCaseDetails>().Index(x => x.SubjectId);
        options.Schema.For<SiteDetails>().Index(x => x.CustomerId);
        options.Schema.For<JobDetails>().Index(x => x.SiteId);
        options.Schema.For<CleanerDetails>().Index(x => x.AccountId);
        options.Schema.For<ChangeRequestDetails>().Index(x => x.Status);
        options.Schema.For<TrainingDetails>().Index(x => x.AccountId);
        options.Schema.For<BoardCard>().Duplicate(x => x.BranchId, notNull: true).Duplicate(x => x.CustomerId, notNull: true)
            .Duplicate(x => x.ServiceOn, notNull: true);
    }
}
