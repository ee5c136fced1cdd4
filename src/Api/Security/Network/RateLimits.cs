using System.Globalization;
using System.Threading.RateLimiting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Pages;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace CleaningEvents.Api.Security.Network;

/// <summary>
/// How many requests a minute each caller may send, by <c>RateLimits</c> in configuration; 0 for any number. Counted in this process, in buckets
/// that are filled again six times a minute.
/// </summary>
/// <remarks>Source: policy 5.1.</remarks>
public sealed class RateLimits(IConfiguration configuration)
{
    private const int Refills = 6;

    private static readonly PathString[] Doors = [Connect.TokenPath, Connect.AuthorizePath, SignInPage.Path, EnrolPage.Path];

    /// <summary>What is counted: requests of one account; of one address whose caller is not known; of one address at the doors; searches and exports of one account.</summary>
    public static readonly string[] Names = ["Account", "Address", "SignIn", "Search", "Export"];

    private readonly int account = configuration.GetValue("RateLimits:Account", 6_000);
    private readonly int address = configuration.GetValue("RateLimits:Address", 600);
    private readonly int signIn = configuration.GetValue("RateLimits:SignIn", 60);
    private readonly int search = configuration.GetValue("RateLimits:Search", 600);
    private readonly int export = configuration.GetValue("RateLimits:Export", 60);

    /// <summary>Before it is known who asks: the issuer answers some requests itself.</summary>
    public RateLimiterOptions AtTheDoor() => Refusing(PartitionedRateLimiter.Create<HttpContext, string>(http =>
        Doors.Any(x => http.Request.Path.StartsWithSegments(x)) ? Bucket($"door {http.Connection.RemoteIpAddress}", signIn) : Unlimited()));

    /// <summary>When it is known who asks.</summary>
    public RateLimiterOptions OfCallers() => Refusing(PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(http => AccountOf(http) is { } id ? Bucket(id, account) : Bucket($"from {http.Connection.RemoteIpAddress}", address)),
        PartitionedRateLimiter.Create<HttpContext, string>(http => IsSearch(http) ? Bucket(AccountOf(http) ?? "", search) : Unlimited()),
        PartitionedRateLimiter.Create<HttpContext, string>(http => IsExport(http) ? Bucket(AccountOf(http) ?? "", export) : Unlimited())));

    private static string? AccountOf(HttpContext http) => http.User.FindFirst("sub")?.Value;

    private static bool IsSearch(HttpContext http) => PermissionOf(http).EndsWith(".search", StringComparison.Ordinal) || (HttpMethods.IsPost(http.Request.Method) && Question.IsAsked(http));

    private static bool IsExport(HttpContext http) => NetworkRule.GroupOf(PermissionOf(http)) is PermissionGroup.Export;

    private static string PermissionOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<PermissionAttribute>()?.Name ?? "";

    private static RateLimitPartition<string> Unlimited() => RateLimitPartition.GetNoLimiter("unlimited");

    private static RateLimitPartition<string> Bucket(string key, int perMinute) => perMinute is 0 ? Unlimited() : RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / Refills),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / Math.Min(Refills, perMinute),
    });

    private static RateLimiterOptions Refusing(PartitionedRateLimiter<HttpContext> limiter) => new()
    {
        GlobalLimiter = limiter,
        OnRejected = async (refused, _) =>
        {
            var wait = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromMinutes(1) / Refills;
            refused.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.TooManyRequests().ExecuteAsync(refused.HttpContext);
        },
    };
}
