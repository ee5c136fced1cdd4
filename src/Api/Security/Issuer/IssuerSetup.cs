using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenIddict.Core;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>The embedded OpenID Connect issuer: authorization code with PKCE, refresh tokens that rotate, and nothing else.</summary>
public static class IssuerSetup
{
    /// <summary>How long somebody stays signed in at most in a browser, and in a front end that is not configured otherwise.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    public static readonly TimeSpan LifeOfAccessToken = TimeSpan.FromMinutes(5);

    public static void AddIssuer(this WebApplicationBuilder builder)
    {
        builder.Services.AddDbContext<IssuerStore>((services, x) => x.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddOpenIddict()
            .AddCore(x => x.UseEntityFrameworkCore().UseDbContext<IssuerStore>())
            .AddServer(x => Configure(x, builder.Environment));
        builder.Services.AddOptions<OpenIddictCoreOptions>().Configure(x => x.TimeProvider = TimeProvider.System);
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure<IssuerKeys, IConfiguration>(Complete);
        builder.Services.AddHostedService<ClientsAtStart>();
        builder.Services.AddHostedService<IssuerPruning>();
    }

    private static void Configure(OpenIddictServerBuilder server, IHostEnvironment environment)
    {
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
        server.SetAuthorizationEndpointUris(Connect.AuthorizePath)
            .SetTokenEndpointUris(Connect.TokenPath)
            .SetUserInfoEndpointUris(Connect.UserInfoPath)
            .SetEndSessionEndpointUris(Connect.EndSessionPath);
        server.RegisterScopes(Scopes.Profile);
        server.RegisterClaims(Claims.Name, Identities.EmployeeNumber);
        server.AddEventHandler(ReuseEndsSession.Descriptor);
        server.DisableAccessTokenEncryption().UseReferenceRefreshTokens();
        server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1))
            .SetAccessTokenLifetime(LifeOfAccessToken)
            .SetIdentityTokenLifetime(TimeSpan.FromMinutes(5))
            .SetRefreshTokenLifetime(LongestSession).DisableSlidingRefreshTokenExpiration()
            .SetRefreshTokenReuseLeeway(null);

        var pages = server.UseAspNetCore();
        pages.EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough().EnableEndSessionEndpointPassthrough();
        if (environment.IsDevelopment())
            pages.DisableTransportSecurityRequirement();
    }

    private static void Complete(OpenIddictServerOptions options, IssuerKeys keys, IConfiguration configuration)
    {
        options.TimeProvider = TimeProvider.System;
        options.Issuer = configuration.Issuer();
        options.SigningCredentials.Add(new(keys.Signing, Algorithms.EcdsaSha256));
        options.EncryptionCredentials.Add(new(keys.Encryption, "A256KW", "A256CBC-HS512"));
        options.CodeChallengeMethods.Clear();
        options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
    }
}
