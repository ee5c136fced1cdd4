using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Analytics;

/// <summary>Keeps <c>analytics.dim_site</c>, one row for each site; seconds behind the events.</summary>
public class DimSite : EventProjection
{
    public DimSite()
    {
        Name = nameof(DimSite);
        Options.DeleteDataInTableOnTeardown("analytics.dim_site");
        IncludeType<SiteRegistered>();
        IncludeType<CleanerPreferenceSet>();
        IncludeType<PersonalDataErased>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case SiteRegistered x:
                operations.QueueSqlCommand(
                    """
                    insert into analytics.dim_site (site_id, customer_id, branch_id, area_square_metres, position)
                    values (?, ?, ?, nullif(?, 0), ?)
                    """,
                    x.SiteId, x.CustomerId, x.BranchId, x.AreaSquareMetres ?? 0, e.Sequence);
                if (x.Location is { } place)
                    operations.QueueSqlCommand(
                        "update analytics.dim_site set latitude_about = ?, longitude_about = ? where site_id = ?",
                        (decimal)Math.Round(place.Latitude, 1), (decimal)Math.Round(place.Longitude, 1), x.SiteId);
                break;
            case CleanerPreferenceSet x when x.Preference is CleanerPreference.Excluded:
                operations.QueueSqlCommand(
                    "update analytics.dim_site set excluded_cleaners = excluded_cleaners + 1, position = ? where site_id = ?", e.Sequence, x.SiteId);
                break;
            case PersonalDataErased x:
                operations.QueueSqlCommand(
                    "update analytics.dim_site set latitude_about = null, longitude_about = null, position = ? where customer_id = ?", e.Sequence, x.SubjectId);
                break;
        }

        return ValueTask.CompletedTask;
    }
}
