using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Governance.Erasure;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Governance;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CleaningEvents.Tests.Governance;

/// <summary>After a restore of older data the service stays shut until who was erased meanwhile is erased again.</summary>
public class RestoreGateTests(Server server)
{
    private readonly List<string> log = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private NpgsqlDataSource Keys => server.Host.Services.GetRequiredService<KeysDatabase>().Source;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task who_was_erased_after_the_copy_is_erased_again_before_it_opens(bool events, bool keys)
    {
        var customer = await Customer();
        var copy = await Copied(customer);
        await server.Company.Erase(await server.Company.Officer(), customer);
        if (events) await RestoreEvents(customer);
        if (keys) await RestoreKeys(copy);

        await using (await Busy(customer))
        {
            using var waiting = Gate();
            await waiting.StartAsync(Cancelled);
            await Task.Delay(200, Cancelled);
            waiting.IsOpen.ShouldBeFalse();
            await waiting.StopAsync(Cancelled);
        }

        using var gate = Gate();
        await gate.StartAsync(Cancelled);
        await gate.Opened(Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        (await server.Load<CustomerDetails>(customer))!.Name.ShouldBe("[erased]");
        (await server.Load<DataSubjectDetails>(DataSubject.IdOf(customer)))!.Erasure.ShouldBe(ErasureStatus.Erased);
        await gate.StopAsync(Cancelled);
    }

    [Fact]
    public async Task a_file_that_lacks_a_tombstone_which_the_log_knows_keeps_it_shut()
    {
        await server.Company.Erase(await server.Company.Officer(), await Customer());
        var folder = Directory.CreateTempSubdirectory("cleaning-tombstones-");
        try
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Tombstones:Folder", folder.FullName)]).Build();
            using var none = new Tombstones(configuration, server.Host.Services.GetRequiredService<IssuerKeys>());
            using var gate = Gate(none);
            await gate.StartAsync(Cancelled);

            gate.IsOpen.ShouldBeFalse();
            log.ShouldContain(x => x.Contains("bring back the newer file"));
            await gate.StopAsync(Cancelled);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("/api/crm/customers", 503)]
    [InlineData("/connect/token", 503)]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    public async Task while_it_is_shut_only_health_is_told(string path, int status)
    {
        using var gate = Gate();
        await using var services = new ServiceCollection().AddSingleton(gate).AddLogging().AddProblemDetails().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services, Request = { Path = path } };

        await RestoreGate.Guard(http, _ => Task.CompletedTask);

        http.Response.StatusCode.ShouldBe(status);
    }

    private RestoreGate Gate(Tombstones? tombstones = null)
    {
        var services = server.Host.Services;
        return new RestoreGate(
            tombstones ?? services.GetRequiredService<Tombstones>(), services.GetRequiredService<Erasures>(), services.GetRequiredService<SubjectKeyStore>(),
            server.Store, server.Database, new Listener(log));
    }

    private async Task<Guid> Customer()
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), server.Company.BranchId, "Erika Mustermann");
        (await server.Company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);
        return customer.CustomerId;
    }

    private async Task<List<(Guid Id, byte[] Wrapped, string WrappingKey)>> Copied(Guid subject)
    {
        await using var command = Command(Keys, "select key_id, wrapped, wrapping_key from public.subject_key where subject_id = $1", subject);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        List<(Guid, byte[], string)> copy = [];
        while (await reader.ReadAsync(Cancelled))
            copy.Add((reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2)));
        return copy;
    }

    private async Task RestoreKeys(List<(Guid Id, byte[] Wrapped, string WrappingKey)> copy)
    {
        foreach (var (id, wrapped, wrappingKey) in copy)
        {
            await Run(Keys, "delete from public.erased_subject where subject_id = (select subject_id from public.subject_key where key_id = $1)", id);
            await Run(Keys, "update public.subject_key set wrapped = $2, wrapping_key = $3, destroyed_at = null where key_id = $1", id, wrapped, wrappingKey);
        }
    }

    private async Task RestoreEvents(Guid subject)
    {
        foreach (var (table, column) in new[] { ("mt_events", "stream_id"), ("mt_streams", "id"), ("mt_doc_datasubjectdetails", "id") })
            await Run(server.Database, $"delete from public.{table} where {column} = $1", DataSubject.IdOf(subject));
    }

    /// <summary>Somebody who holds what whoever destroys the subject's keys waits for.</summary>
    private async Task<NpgsqlConnection> Busy(Guid subject)
    {
        var place = new NpgsqlConnectionStringBuilder(server.Cluster.ConnectionString(Api.Hosting.Databases.Keys)) { Pooling = false };
        var connection = new NpgsqlConnection(place.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand("select pg_advisory_lock(hashtextextended($1::text, 0))", connection)
        {
            Parameters = { new() { Value = $"{subject}" } },
        };
        await command.ExecuteNonQueryAsync(Cancelled);
        return connection;
    }

    private static async Task Run(NpgsqlDataSource database, string sql, params object[] values)
    {
        await using var command = Command(database, sql, values);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private static NpgsqlCommand Command(NpgsqlDataSource database, string sql, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>Notes what is logged.</summary>
    private sealed class Listener(List<string> log) : ILogger<RestoreGate>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(formatter(state, exception));
    }
}
