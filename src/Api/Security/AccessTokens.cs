using System.Security.Cryptography;
using System.Text;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Api.Security;

/// <summary>Which access tokens are let in: our issuer's, for this API, signed with ES256, of the type that RFC 9068 names.</summary>
public static class AccessTokens
{
    public const string Audience = "cleaning-events";
    public const string Type = "at+jwt";

    /// <summary>How far the clocks of the issuer's nodes may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    public static void Require(JwtBearerOptions options, IssuerKeys keys, IConfiguration configuration)
    {
        Prepare(options);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer().AbsoluteUri,
            ValidAudience = Audience,
            ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = keys.Signing,
            ClockSkew = Skew,
            NameClaimType = "sub",
        };
    }

    /// <summary>What holds for the tokens of any issuer.</summary>
    public static void Prepare(JwtBearerOptions options)
    {
        options.TimeProvider = TimeProvider.System;
        options.MapInboundClaims = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new RememberingTokenHandler());
        options.Events = new JwtBearerEvents { OnChallenge = Challenge };
    }

    private static Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Problems.NotSignedIn().ExecuteAsync(context.HttpContext);
    }
}

/// <summary>Checks a token's signature once and remembers the answer until the token expires; a client sends the same one for minutes.</summary>
public sealed class RememberingTokenHandler : JsonWebTokenHandler, IDisposable
{
    private const int MostRemembered = 10_000;

    private readonly MemoryCache valid = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    public RememberingTokenHandler() => MapInboundClaims = false;

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (valid.TryGetValue(key, out TokenValidationResult? known))
            return known!;

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid && result.SecurityToken.ValidTo is var end && end > DateTime.UtcNow)
            valid.Set(key, result, new MemoryCacheEntryOptions { AbsoluteExpiration = end, Size = 1 });
        return result;
    }

    public void Dispose() => valid.Dispose();
}
