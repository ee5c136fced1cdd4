using CleaningEvents.Api.Security.Issuer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Tests.Security.Factors;

/// <summary>Access tokens as our issuer makes them of sessions of every kind.</summary>
public static class Tokens
{
    public static string Of(Server server, Guid accountId, params string[] methods) => Of(server, accountId, TimeSpan.Zero, methods);

    /// <param name="server">Whose.</param>
    /// <param name="accountId">Of whom.</param>
    /// <param name="since">How long ago they proved who they are.</param>
    /// <param name="methods">By what.</param>
    public static string Of(Server server, Guid accountId, TimeSpan since, params string[] methods) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "at+jwt",
        Issuer = "http://localhost:5080/",
        Audience = "cleaning-events",
        Claims = new Dictionary<string, object>
        {
            ["sub"] = accountId.ToString(),
            ["sid"] = Guid.CreateVersion7().ToString(),
            ["amr"] = methods,
            ["auth_time"] = EpochTime.GetIntDate(DateTime.UtcNow - since),
        },
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new(server.Host.Services.GetRequiredService<IssuerKeys>().Signing, "ES256"),
    });
}
