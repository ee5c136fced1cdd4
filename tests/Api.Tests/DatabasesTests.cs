using CleaningEvents.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace CleaningEvents.Tests;

public class DatabasesTests
{
    [Theory]
    [InlineData("Host=db.example.com;Database=cleaning", false)]
    [InlineData("Host=db.example.com;Database=cleaning;SSL Mode=Prefer", false)]
    [InlineData("Host=127.0.0.1,db.example.com;Database=cleaning", false)]
    [InlineData("Host=db.example.com;Database=cleaning;SSL Mode=VerifyFull", true)]
    [InlineData("Host=127.0.0.1;Database=cleaning", true)]
    [InlineData("Host=/var/run/postgresql;Database=cleaning", true)]
    public async Task outside_development_nothing_is_said_to_a_database_that_others_could_hear(string connection, bool isTaken)
    {
        var asked = () => Reached(connection, Environments.Production);

        if (isTaken)
            await asked();
        else
            (await asked.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("SSL Mode=VerifyFull");
    }

    [Fact]
    public async Task an_operator_may_vouch_for_the_way() =>
        await Reached("Host=db.example.com;Database=cleaning", Environments.Production, ("Databases:PrivateNetwork", "true"));

    [Fact]
    public async Task development_takes_any_database() => await Reached("Host=db.example.com;Database=cleaning", Environments.Development);

    private static async Task Reached(string connection, string environment, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:cleaning", connection), new("ConnectionStrings:cleaning_keys", "Host=127.0.0.1;Database=cleaning_keys"),
            .. settings.Select(x => KeyValuePair.Create(x.Name, (string?)x.Value)),
        ]);
        await builder.AddDatabases([]);
        await using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<NpgsqlDataSource>().ShouldNotBeNull();
    }
}
