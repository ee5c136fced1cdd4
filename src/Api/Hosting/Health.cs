using CleaningEvents.Api.Security;
using Marten.Events.Daemon;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>Says whether the process lives and whether it can serve: the database answers and the read models keep up.</summary>
public static class Health
{
    private const string Ready = "ready";

    /// <summary>Read models further behind than this many events make the node unready.</summary>
    private const int MostEventsBehind = 5_000;

    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .AddCheck<DatabaseAnswers>("database", tags: [Ready])
        .AddMartenAsyncDaemonHealthCheck(MostEventsBehind)
        .Services.Configure<HealthCheckServiceOptions>(x =>
        {
            foreach (var check in x.Registrations) check.Tags.Add(Ready);
        });

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false })
            .WithMetadata(new OpenToEverybodyAttribute("The platform asks without an account; the answer is one word."));
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = x => x.Tags.Contains(Ready), ResponseWriter = Write })
            .WithMetadata(new OpenToEverybodyAttribute("The platform asks without an account; the answer names checks and no data."));
    }

    private static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(x => x.Key, x => x.Value.Status.ToString()),
    });

    private sealed class DatabaseAnswers(NpgsqlDataSource database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var command = database.CreateCommand("select 1");
                command.CommandTimeout = 2;
                await command.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy();
            }
        }
    }
}
