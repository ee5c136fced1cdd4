using System.Globalization;

namespace CleaningEvents.Domain;

/// <summary>How long protected values are kept.</summary>
/// <remarks>Source: policy 4.2 and 5.2.</remarks>
public static class Retention
{
    /// <summary>After which age a value is unreadable for everybody; null where it is kept until its subject is erased.</summary>
    public static TimeSpan? LongestAge(this Purpose purpose) => purpose switch
    {
        Purpose.Presence => TimeSpan.FromDays(30),
        Purpose.NetworkTrace => TimeSpan.FromDays(180),
        _ => null,
    };

    /// <summary>How long after the end of a relation the law asks to keep what its purpose was.</summary>
    /// <remarks>Source: Labor Contract Law of the People's Republic of China, article 50: two years for contracts of employment.</remarks>
    public static int YearsOfDuty(this Purpose purpose) => purpose is Purpose.Employment ? 2 : 0;

    /// <summary>The month (UTC) whose key protects what happened at <paramref name="instant"/>: <c>yyyy-MM</c>.</summary>
    public static string MonthOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
