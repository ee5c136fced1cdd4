using Npgsql;
using OpenIddict.Abstractions;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>
/// Clears away tokens and authorizations that ended a day ago, and what old sessions and guesses left, once an hour; who signed in when
/// stands in the event log.
/// </summary>
public sealed class IssuerPruning(IServiceScopeFactory scopes, NpgsqlDataSource database, ILogger<IssuerPruning> log) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1));
        try
        {
            while (await hourly.WaitForNextTickAsync(stoppingToken))
                await Prune(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task Prune(CancellationToken cancelled)
    {
        try
        {
            await using var old = database.CreateCommand(
                "delete from auth.session_seen where seen_at < now() - interval '400 days'; delete from auth.guess where last_on < now() - interval '30 days'");
            await old.ExecuteNonQueryAsync(cancelled);
            await using var scope = scopes.CreateAsyncScope();
            var before = TimeProvider.System.GetUtcNow() - Kept;
            await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, cancelled);
            await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, cancelled);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "Ended tokens could not be cleared away; the next hour tries again.");
        }
    }
}
