using CleaningEvents.Api.Access.Emergencies;
using CleaningEvents.Api.Security;

namespace CleaningEvents.Api.Access.Reviews;

/// <summary>What looks at rights again, and at their use.</summary>
public static class ReviewsSetup
{
    public static void AddAccessReviews(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<UsedPermissions>().AddHostedService(x => x.GetRequiredService<UsedPermissions>())
        .AddSingleton<KeepAccessReviewsGoing>().AddHostedService(x => x.GetRequiredService<KeepAccessReviewsGoing>())
        .AddSingleton<EndEmergencyAccesses>().AddHostedService(x => x.GetRequiredService<EndEmergencyAccesses>());
}
