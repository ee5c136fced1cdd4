using System.Diagnostics;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;

namespace CleaningEvents.Tests.Security;

public class CommandLineTests(Server server)
{
    /// <summary>As it is built for use: beside the tests it would load them as extensions.</summary>
    private static readonly string Program = Path.Combine(
        Checkout.FolderOf(AppContext.BaseDirectory), "src", "Api", Path.GetRelativePath(
            Path.Combine(Checkout.FolderOf(AppContext.BaseDirectory), "tests", "Api.Tests"), AppContext.BaseDirectory), "CleaningEvents.Api.dll");

    private static readonly string[] FirstAdministrator = ["bootstrap", "--employee-number", "E001", "--name", "Ada Example"];

    [Fact]
    public async Task a_company_begins_with_one_security_administrator_and_only_once()
    {
        var connection = await EmptyDatabase();
        await using var database = NpgsqlDataSource.Create(connection);
        var turn = await Turn.Take(database, Turn.Bootstrap, TestContext.Current.CancellationToken);
        var racing = Task.WhenAll(Run(connection, FirstAdministrator), Run(connection, [.. FirstAdministrator[..2], "E002", "--name", "Bob Example"]));
        await BothWait(database, racing);
        await turn.DisposeAsync();
        var both = await racing;
        both.Count(x => x.Code is 0).ShouldBe(1, string.Join('\n', both));
        both.Count(x => x.Code is 1 && x.Error.Contains("has begun already")).ShouldBe(1);
        (await Rows<string>(database, "select data ->> 'name' from mt_doc_roledetails")).ShouldBe(Positions.Roles.Keys, ignoreOrder: true);
        (await Rows<string>(database, "select type from mt_events where type in ('account_opened', 'role_granted') order by seq_id")).ShouldBe(["account_opened", "role_granted"]);
        (await Rows<long>(database, "select count(*) from auth.credential")).ShouldBe([0L]);

        var first = both.Single(x => x.Code is 0).Output.Contains("E001") ? "E001" : "E002";
        var again = await Run(connection, ["bootstrap", "--employee-number", first, "--name", "Ada Example"]);
        again.Code.ShouldBe(0, again.Error);
        (await Rows<long>(database, "select count(*) from mt_events where type = 'enrolment_offered'")).ShouldBe([2L]);
        (await Rows<long>(database, "select count(*) from mt_events where type in ('account_opened', 'role_granted')")).ShouldBe([2L]);

        var token = await Run(connection, ["token", first]);
        token.Code.ShouldBe(0, token.Error);
        new JsonWebToken(token.Output.TrimEnd('\n')).Typ.ShouldBe("at+jwt");
        (await Run(connection, ["token", first], environment: "Production")).ShouldSatisfyAllConditions(x => x.Code.ShouldBe(1), x => x.Output.ShouldBeEmpty());
    }

    /// <summary>Until both stand at the same door, so that they go through it at once.</summary>
    private static async Task BothWait(NpgsqlDataSource database, Task racing)
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await Rows<long>(database, $"select count(*) from pg_locks where locktype = 'advisory' and objid = {Turn.Bootstrap & uint.MaxValue} and not granted") is not [2L])
        {
            racing.IsCompleted.ShouldBeFalse("They did not wait for each other.");
            await often.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> EmptyDatabase()
    {
        var name = $"bootstrap_{Guid.NewGuid():n}";
        await server.Rows($"create database {name}");
        return new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ConnectionStrings__cleaning")) { Database = name }.ConnectionString;
    }

    private static async Task<IReadOnlyList<T>> Rows<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    private static async Task<(int Code, string Output, string Error)> Run(string connection, string[] arguments, string environment = "Development")
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__cleaning"] = connection;
        start.Environment.Remove("BusinessClock__StartAt");
        start.Environment.Remove("BusinessClock__Speed");
        start.Environment["Issuer"] = "http://localhost:5080/";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
