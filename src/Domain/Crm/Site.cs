namespace CleaningEvents.Domain.Crm;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>
/// A place of a customer where the company cleans. <paramref name="GeofenceMetres"/> is the radius around <paramref name="Location"/>
/// in which a check-in counts as on site; the location is null only once the customer was erased.
/// <paramref name="AreaSquareMetres"/> is the floor to be cleaned.
/// </summary>
public record SiteRegistered(
    Guid SiteId, Guid CustomerId, Guid BranchId,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Premises)] string Name,
    [Protected(nameof(CustomerId), DataClass.Restricted, Purpose.Premises)] string Address,
    [Protected(nameof(CustomerId), DataClass.Restricted, Purpose.Premises)] GeoPoint? Location,
    int GeofenceMetres, int? AreaSquareMetres,
    [Protected(nameof(CustomerId), DataClass.Restricted, Purpose.Premises)] string? AccessInstructions,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference);

/// <summary>How to get in changed. Restricted: it may hold door and alarm codes.</summary>
public record SiteInstructionsChanged(Guid SiteId, Guid CustomerId, [Protected(nameof(CustomerId), DataClass.Restricted, Purpose.Premises)] string? AccessInstructions);

/// <summary>The customer said how a cleaner is wanted at the site; the latest word on a cleaner counts.</summary>
public record CleanerPreferenceSet(
    Guid SiteId, Guid CustomerId, Guid CleanerId, CleanerPreference Preference,
    [Protected(nameof(CleanerId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>How a cleaner is wanted at a site.</summary>
public enum CleanerPreference
{
    /// <summary>As everybody else.</summary>
    Neutral,

    /// <summary>Rather than others.</summary>
    Preferred,

    /// <summary>Never: a hard rule of assignment.</summary>
    Excluded,
}

/// <summary>What the rules need to know of a site.</summary>
public record Site(
    Guid Id, Guid CustomerId, Guid BranchId, GeoPoint? Location, int GeofenceMetres, string? AccessInstructions, string? ExternalReference,
    IReadOnlyDictionary<Guid, CleanerPreference> Preferences) : IEvolve<Site>, IBelongToBranch
{
    public static Decision Register(Site? existing, SiteRegistered registered, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.CustomerId, existing.ExternalReference) == (registered.CustomerId, registered.ExternalReference)
                ? Nothing
                : Refuse("id-taken", "Another site has this id.");
        if (taken.By(UniqueKind.SiteReference, registered.ExternalReference) is not null)
            return Refuse("external-reference-taken", "Another site came from outside under this reference.");

        return Accept(registered);
    }

    public Decision ChangeInstructions(string? accessInstructions) =>
        AccessInstructions == accessInstructions ? Nothing : Accept(new SiteInstructionsChanged(Id, CustomerId, accessInstructions));

    /// <summary>Whether the way in may be told.</summary>
    public static Decision RevealAccess(bool isJobToday) =>
        isJobToday ? Nothing : Refuse("no-job-today", "The way in is told only while a job is to be done at the site today.");

    public Decision Prefer(Guid cleanerId, CleanerPreference preference, string reason) =>
        Preferences.GetValueOrDefault(cleanerId) == preference
            ? Nothing
            : Accept(new CleanerPreferenceSet(Id, CustomerId, cleanerId, preference, reason));

    public bool Excludes(Guid cleanerId) => Preferences.GetValueOrDefault(cleanerId) is CleanerPreference.Excluded;

    public static Site? Evolve(Site? site, object @event) => @event switch
    {
        SiteRegistered e => new Site(e.SiteId, e.CustomerId, e.BranchId, e.Location, e.GeofenceMetres, e.AccessInstructions,
            e.ExternalReference, new Dictionary<Guid, CleanerPreference>()),
        SiteInstructionsChanged e => site! with { AccessInstructions = e.AccessInstructions },
        CleanerPreferenceSet e => site! with
        {
            Preferences = new Dictionary<Guid, CleanerPreference>(site.Preferences) { [e.CleanerId] = e.Preference },
        },
        _ => site,
    };
}
