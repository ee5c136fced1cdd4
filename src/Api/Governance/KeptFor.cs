using CleaningEvents.Domain;

namespace CleaningEvents.Api.Governance;

/// <summary>Why values are kept, and so for how long.</summary>
/// <param name="Purpose">Why.</param>
/// <param name="LongestAgeDays">After how many days they are unreadable for everybody; null: not before their subject is erased.</param>
/// <param name="YearsOfDuty">For how many years after the end of the relation the law asks to keep them; 0 for none.</param>
public sealed record KeptFor(Purpose Purpose, int? LongestAgeDays, int YearsOfDuty)
{
    public static KeptFor Of(Purpose purpose) => new(purpose, (int?)purpose.LongestAge()?.TotalDays, purpose.YearsOfDuty());
}
