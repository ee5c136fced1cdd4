namespace CleaningEvents.Api.Security.Issuer;

/// <summary>The company's own issuer, such as Keycloak or Entra ID, which lets people in instead of the embedded one.</summary>
/// <param name="Authority">Its address, exactly as its tokens name it (<c>iss</c>).</param>
/// <param name="Audience">What its access tokens call this API (<c>aud</c>).</param>
/// <param name="ClientId">The front end that they must be made for (<c>client_id</c> or <c>azp</c>).</param>
/// <param name="EmployeeClaim">Their claim that holds the employee number; null where each account is linked by a command.</param>
/// <param name="SecondFactorClasses">Values of <c>acr</c> that mean a second factor, where the issuer says so by them and not by <c>amr</c>.</param>
public sealed record ExternalIssuer(
    string Authority, string Audience, string ClientId, string? EmployeeClaim = null, IReadOnlyList<string>? SecondFactorClasses = null)
{
    /// <summary>How long its sessions last at most; older ones are neither listed nor ended here.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Null where the embedded issuer lets people in.</summary>
    /// <exception cref="InvalidOperationException">An identity token would pass for an access token.</exception>
    public static ExternalIssuer? In(IConfiguration configuration) => configuration.GetSection("Auth:External").Get<ExternalIssuer>() switch
    {
        { Audience: var audience, ClientId: var client } when audience == client =>
            throw new InvalidOperationException("Auth__External__Audience must not be the client's id, or its identity tokens would open the API."),
        var issuer => issuer,
    };
}
