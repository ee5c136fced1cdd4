using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Analytics;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using JasperFx.Events.Projections;
using Marten;

namespace CleaningEvents.Projections;

/// <summary>Every state and read model of the system, and when Marten brings it up to date.</summary>
public static class Catalogue
{
    public static void Register(StoreOptions options)
    {
        options.Events.AddEventTypes(Vocabulary.Events);
        var projections = options.Projections;

        // Decider states: folded from the stream for each command, never stored or shown.
        projections.Add(new Fold<Account>(), ProjectionLifecycle.Live);
        projections.Add(new Fold<Role>(), ProjectionLifecycle.Live);
        projections.Add(new Fold<Branch>(), ProjectionLifecycle.Live);
        projections.Add(new Fold<Customer>(), ProjectionLifecycle.Live);
        projections.Add(new Fold<Site>(), ProjectionLifecycle.Live);
        projections.Add(new Fold<Cleaner>(), ProjectionLifecycle.Live);
        projections.Add(new Fold<Job>(), ProjectionLifecycle.Live);

        // What a user must see right after saving, and what guards an invariant: same transaction as the events.
        projections.Add(new UniqueClaimsTable(), ProjectionLifecycle.Inline);
        projections.Add(new AccountDetailsProjection(), ProjectionLifecycle.Inline);
        projections.Add(new RoleDetailsProjection(), ProjectionLifecycle.Inline);
        projections.Add(new BranchDetailsProjection(), ProjectionLifecycle.Inline);
        projections.Add(new CustomerDetailsProjection(), ProjectionLifecycle.Inline);
        projections.Add(new SiteDetailsProjection(), ProjectionLifecycle.Inline);
        projections.Add(new CleanerDetailsProjection(), ProjectionLifecycle.Inline);
        projections.Add(new CleanerBookings(), ProjectionLifecycle.Inline);
        projections.Add(new JobDetailsProjection(), ProjectionLifecycle.Inline);

        // What may be seconds old: the daemon brings it up to date, on one node each.
        projections.Add(new BoardCardProjection(), ProjectionLifecycle.Async);
        projections.Add(new FactJob(), ProjectionLifecycle.Async);
        projections.Add(new DimSite(), ProjectionLifecycle.Async);
        projections.Add(new DimCleaner(), ProjectionLifecycle.Async);

        options.Schema.For<AccountDetails>().Index(x => x.EmployeeNumber);
        options.Schema.For<SiteDetails>().Index(x => x.CustomerId);
        options.Schema.For<CleanerDetails>().Index(x => x.AccountId);
        options.Schema.For<BoardCard>().Duplicate(x => x.BranchId, notNull: true).Duplicate(x => x.CustomerId, notNull: true)
            .Duplicate(x => x.ServiceOn, notNull: true);
    }
}
