namespace CleaningEvents.Api.Security.Issuer;

/// <summary>Under which address people and front ends reach the service; tokens name it as their issuer.</summary>
public static class IssuerAddress
{
    /// <exception cref="InvalidOperationException">It is not configured.</exception>
    public static Uri Issuer(this IConfiguration configuration) =>
        Uri.TryCreate(configuration["Issuer"], UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException("Set Issuer to the address under which people reach this service, such as https://api.example.com/.");

    /// <summary>Where an employee uses a one-time secret.</summary>
    public static Uri EnrolmentPage(this IConfiguration configuration) => new(configuration.Issuer(), "/enrol");
}
