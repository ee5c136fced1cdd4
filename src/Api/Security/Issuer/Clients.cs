using CleaningEvents.Api.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>A front end that may send people here to sign in. It keeps no secret: PKCE stands for it.</summary>
/// <param name="ClientId">The name it goes by.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="RedirectUris">Where people may be sent back to, exactly.</param>
/// <param name="PostLogoutRedirectUris">The same after signing out.</param>
public sealed record Client(string ClientId, string DisplayName, Uri[] RedirectUris, Uri[]? PostLogoutRedirectUris)
{
    /// <summary>How long somebody may do nothing and stay signed in.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long somebody stays signed in at most, however busy.</summary>
    public TimeSpan Longest { get; init; } = IssuerSetup.LongestSession;

    public static Client[] In(IConfiguration configuration) => configuration.GetSection("Clients").Get<Client[]>() ?? [];

    public OpenIddictApplicationDescriptor Describe()
    {
        var described = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            DisplayName = DisplayName,
            ClientType = ClientTypes.Public,
            ConsentType = ConsentTypes.Implicit,
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
            },
        };
        described.RedirectUris.UnionWith(RedirectUris);
        described.PostLogoutRedirectUris.UnionWith(PostLogoutRedirectUris ?? []);
        return described;
    }
}

/// <summary>Makes the issuer know exactly the clients that the configuration names.</summary>
public sealed class ClientsAtStart(
    IServiceScopeFactory scopes, NpgsqlDataSource database, IConfiguration configuration, IOptionsMonitor<OpenIddictServerOptions> issuer) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Missing keys or address are better heard of now than at the first request.
        _ = issuer.CurrentValue;
        await using var turn = await Turn.Take(database, Turn.Clients, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var known = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var clients = Client.In(configuration);
        foreach (var application in await known.ListAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken))
            if (await known.GetClientIdAsync(application, cancellationToken) is var clientId && clients.All(x => x.ClientId != clientId))
                await known.DeleteAsync(application, cancellationToken);

        foreach (var client in clients)
            if (await known.FindByClientIdAsync(client.ClientId, cancellationToken) is { } application)
                await known.UpdateAsync(application, client.Describe(), cancellationToken);
            else
                await known.CreateAsync(client.Describe(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
