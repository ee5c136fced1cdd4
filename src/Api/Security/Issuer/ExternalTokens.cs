using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>Which access tokens are let in where another issuer makes them: its own alone, for this API and one client, signed with a key that it publishes.</summary>
public static class ExternalTokens
{
    /// <summary>Signatures that only the holder of a private key can make.</summary>
    private static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    public static void Require(JwtBearerOptions options, IConfiguration configuration, IHostEnvironment environment)
    {
        var issuer = ExternalIssuer.In(configuration)!;
        AccessTokens.Prepare(options);
        options.Authority = issuer.Authority;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Authority,
            ValidAudience = issuer.Audience,
            // Not every issuer names the type of RFC 9068; that an identity token is none is told by its audience.
            ValidTypes = [AccessTokens.Type, "JWT"],
            ValidAlgorithms = Algorithms,
            ClockSkew = AccessTokens.Skew,
            NameClaimType = "sub",
        };
        options.Events.OnTokenValidated = Recognise;
    }

    /// <summary>What the token says of rights is left behind: they are ours to give.</summary>
    private static async Task Recognise(TokenValidatedContext context)
    {
        var identities = context.HttpContext.RequestServices.GetRequiredService<ExternalIdentities>();
        if (await identities.Recognise(context.Principal!, context.HttpContext) is { } holder)
            context.Principal = holder;
        else
            context.Fail("Nobody here is known by this token.");
    }
}
