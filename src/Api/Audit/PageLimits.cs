using CleaningEvents.Api.Http;

namespace CleaningEvents.Api.Audit;

/// <summary>What a page of the log may be asked for.</summary>
public static class PageLimits
{
    public const int Usual = 50;

    /// <summary>What is wrong with the question, or null.</summary>
    public static IResult? Fault(long? after, int? limit)
    {
        if (after < 0)
            return Problems.Invalid("after", "out-of-range", "0 or more.");
        return limit is < 1 or > Reads.LongestPage ? Problems.Invalid("limit", "out-of-range", $"From 1 to {Reads.LongestPage}.") : null;
    }
}
