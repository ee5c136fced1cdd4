using CleaningEvents.Domain;
using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Dispatch;

/// <summary>One cleaner as the desk sees them; as fresh as the last command.</summary>
public record CleanerDetails(
    Guid Id, Guid AccountId, Guid BranchId,
    [Protected(nameof(Id), DataClass.Confidential, Purpose.Employment)] string Name,
    IReadOnlyList<Skill> Skills,
    [Protected(nameof(Id), DataClass.Restricted, Purpose.Employment)] GeoPoint? Home,
    Shift Shift,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference)
    : IVersioned, IBelongToBranch, IBelongToCleaners
{
    /// <summary>Version of the cleaner's stream, which is its ETag.</summary>
    public int Version { get; init; }

    public bool IsActive { get; init; } = true;

    IEnumerable<Guid> IBelongToCleaners.Cleaners => [Id];
}

/// <summary>Keeps <see cref="CleanerDetails"/>.</summary>
public class CleanerDetailsProjection : SingleStreamProjection<CleanerDetails, Guid>
{
    public override CleanerDetails? Evolve(CleanerDetails? cleaner, Guid id, IEvent e) => e.Data switch
    {
        CleanerJoined x => new CleanerDetails(x.CleanerId, x.AccountId, x.BranchId, x.Name, x.Skills, x.Home, x.Shift, x.ExternalReference),
        SkillCertified x => cleaner! with
        {
            Skills = [.. cleaner.Skills.Where(y => y.Name != x.Skill), new Skill(x.Skill, x.ValidUntil)],
        },
        ShiftChanged x => cleaner! with { Shift = x.Shift },
        CleanerLeft => cleaner! with { IsActive = false },
        _ => cleaner,
    };
}
