using CleaningEvents.Domain;
using CleaningEvents.Domain.Crm;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Crm;

/// <summary>One site with its preferences; as fresh as the last command. How to get in is told only where it is asked for by itself.</summary>
public record SiteDetails(
    Guid Id, Guid CustomerId, Guid BranchId,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Premises)] string Name,
    [Protected(nameof(CustomerId), DataClass.Restricted, Purpose.Premises)] string Address,
    [Protected(nameof(CustomerId), DataClass.Restricted, Purpose.Premises)] GeoPoint? Location,
    int GeofenceMetres, int? AreaSquareMetres,
    [Protected(nameof(CustomerId), DataClass.Restricted, Purpose.Premises), Secret] string? AccessInstructions,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference) : IVersioned, IBelongToBranch
{
    /// <summary>Version of the site's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>Whether somebody said how to get in.</summary>
    public bool HasAccessInstructions => AccessInstructions is not (null or ProtectedAttribute.Erased);

    public IReadOnlyList<PreferenceForCleaner> Preferences { get; init; } = [];
}

/// <summary>How a cleaner is wanted at the site, and why.</summary>
public record PreferenceForCleaner(
    Guid CleanerId, CleanerPreference Preference,
    [Protected(nameof(CleanerId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>Keeps <see cref="SiteDetails"/>.</summary>
public class SiteDetailsProjection : SingleStreamProjection<SiteDetails, Guid>
{
    public override SiteDetails? Evolve(SiteDetails? site, Guid id, IEvent e) => e.Data switch
    {
        SiteRegistered x => new SiteDetails(x.SiteId, x.CustomerId, x.BranchId, x.Name, x.Address, x.Location, x.GeofenceMetres,
            x.AreaSquareMetres, x.AccessInstructions, x.ExternalReference),
        SiteInstructionsChanged x => site! with { AccessInstructions = x.AccessInstructions },
        CleanerPreferenceSet x => site! with
        {
            Preferences = [.. site.Preferences.Where(y => y.CleanerId != x.CleanerId), .. Wanted(x)],
        },
        _ => site,
    };

    private static IEnumerable<PreferenceForCleaner> Wanted(CleanerPreferenceSet x) =>
        x.Preference is CleanerPreference.Neutral ? [] : [new(x.CleanerId, x.Preference, x.Reason)];
}
