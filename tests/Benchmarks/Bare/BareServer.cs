using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections;
using CleaningEvents.Projections.Dispatch;
using FluentValidation;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weasel.Core;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;

namespace CleaningEvents.Benchmarks.Bare;

/// <summary>
/// The same stack with nothing of ours around it: no sign-in, permission, idempotency or precondition; one inline and one async read model.
/// </summary>
public static class BareServer
{
    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(Source(builder.Configuration.GetConnectionString("bare")!));
        builder.Services.AddMarten(Store).UseNpgsqlDataSource().UseLightweightSessions().ApplyAllDatabaseChangesOnStartup()
            .IntegrateWithWolverine(x => x.UseWolverineManagedEventSubscriptionDistribution = true);
        builder.Host.UseWolverine(options =>
        {
            options.ApplicationAssembly = typeof(BareServer).Assembly;
            options.Policies.AutoApplyTransactions();
            options.Durability.FirstHealthCheckExecution = TimeSpan.FromSeconds(1);
            options.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
            options.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
            options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(6);
        });
        builder.Services.AddWolverineHttp();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(x => JsonRules.Apply(x.SerializerOptions));
        builder.Services.AddValidatorsFromAssemblyContaining<BookBareJob>(ServiceLifetime.Singleton);

        var app = builder.Build();
        app.MapGet("/ready", () => Results.Ok());
        app.MapWolverineEndpoints(options => options.AddPolicy<RequestValidation>());
        await app.RunAsync();
        return 0;
    }

    private static void Store(StoreOptions options)
    {
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Events.UseAdvisoryLockTransaction = true;
        options.Events.AddEventTypes(Vocabulary.Events);
        options.Projections.Add(new Fold<Job>(), ProjectionLifecycle.Live);
        options.Projections.Add(new JobDetailsProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new BoardCardProjection(), ProjectionLifecycle.Async);
    }

    // As the application's own connections.
    private static NpgsqlDataSource Source(string connection) => new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 3 }.ConnectionString).Build();
}
