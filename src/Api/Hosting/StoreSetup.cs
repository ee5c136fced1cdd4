using CleaningEvents.Api.Access.Detection;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Governance.Erasure;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Projections;
using JasperFx;
using JasperFx.Events;
using Marten;
using Wolverine;
using Wolverine.Marten;

namespace CleaningEvents.Api.Hosting;

/// <summary>The event store, and the processes that keep read models and messages going on one node or several.</summary>
public static class StoreSetup
{
    public static void AddEventStore(this WebApplicationBuilder builder)
    {
        builder.Services.AddMarten(provider =>
            {
                var options = new StoreOptions();
                Catalogue.Register(options, provider.GetRequiredService<BlindingKey>().Mac);
                options.UseSealing(provider);
                options.Events.MetadataConfig.EnableAll();
                options.Events.MetadataConfig.UserNameEnabled = true; // EnableAll leaves it out.
                options.Events.EnableEventTypeIndex = true;
                // Recorded time is the database's, not that of whichever node wrote.
                options.Events.AppendMode = EventAppendMode.Quick;
                EventIndexes.Keep(options);
                // DistributedLock.Postgres cannot multiplex session locks over a data source.
                options.Events.UseAdvisoryLockTransaction = true;
                // One connection from the pool for all that a command asks.
                options.UseStickyConnectionLifetimes = true;
                options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
                // A number that a lost race drew is passed over soon: only after the store has made sure that nobody can still fill it.
                options.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(200);
                options.Projections.FastPollingTime = TimeSpan.FromMilliseconds(100);
                options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(250);
                options.Projections.Subscribe(new Noticing(provider));
                options.Logger(ActivatorUtilities.CreateInstance<StoreLog>(provider));
                options.Listeners.Add(ActivatorUtilities.CreateInstance<RightsChangedHere>(provider));
                options.Listeners.Add(provider.GetRequiredService<ErasureBell>());
                return options;
            })
            .UseNpgsqlDataSource()
            .UseLightweightSessions()
            .IntegrateWithWolverine(x => x.UseWolverineManagedEventSubscriptionDistribution = true);

        builder.Host.UseWolverine(options =>
        {
            // Named, because under Alba the entry assembly is the test project.
            options.ApplicationAssembly = typeof(StoreSetup).Assembly;
            // A dead node's projections go on elsewhere within seconds; the defaults take a minute.
            options.Durability.FirstHealthCheckExecution = TimeSpan.FromSeconds(1);
            options.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
            options.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
            options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(6);
        });
    }
}
