using System.Net;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Audit;

public class NetworkAddressTests(Server server)
{
    private const string Address = "192.0.2.17";

    private readonly Company company = server.Company;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Signatures Signatures => server.Host.Services.GetRequiredService<Signatures>();

    [Fact]
    public async Task an_address_is_stored_sealed_and_shown_to_the_auditor()
    {
        var (role, _) = await DefinedFrom(Address);

        var headers = (string)(await server.Rows("select headers::text from mt_events where stream_id = $1", role)).Single().Single();

        headers.ShouldContain("\"address\"");
        headers.ShouldNotContain(Address);
        (await Shown(role)).ShouldBe(Address);
    }

    [Fact]
    public async Task nobody_reads_the_address_of_who_was_erased()
    {
        var (role, by) = await DefinedFrom(Address);
        var stream = DataSubject.IdOf(by);
        await server.Given<DataSubject>(stream, new ErasureOrdered(stream, by, SubjectKind.Employee, [by], ErasureGround.SubjectAsked, Company.Monday));
        for (var i = 0; i < 200 && (await server.Events(stream))[^1] is not PersonalDataErased; i++)
            await Task.Delay(50, Cancelled);

        (await Shown(role)).ShouldBe(ProtectedAttribute.Erased);
    }

    [Theory]
    [InlineData(179, Address)]
    [InlineData(181, ProtectedAttribute.Erased)]
    public async Task nobody_reads_an_address_after_180_days(int days, string shown)
    {
        var (role, _) = await DefinedFrom(Address);
        await server.Rows("update mt_events set timestamp = now() - make_interval(days => $2) where stream_id = $1", role, days);

        (await Shown(role)).ShouldBe(shown);
    }

    [Fact]
    public async Task an_address_opens_only_on_what_its_holder_did()
    {
        var e = await EventOf((await DefinedFrom(Address)).Role);

        e.UserName = Guid.NewGuid().ToString();

        Should.Throw<BrokenSealException>(() => Signatures.AddressOf(e));
    }

    [Fact]
    public async Task the_installation_leaves_no_address()
    {
        await using var session = server.Store.LightweightSession();

        await Signatures.Sign(session, CommandContext.OfInstallation("", Cancelled) with { Address = Address });

        session.GetHeader("address").ShouldBeNull();
        session.GetHeader("channel").ShouldBe("cli");
    }

    /// <summary>A role that somebody new defined from an address.</summary>
    private async Task<(Guid Role, Guid By)> DefinedFrom(string address)
    {
        var by = await company.Employ(Positions.SecurityAdministrator, Scope.Company);
        var role = Guid.CreateVersion7();
        await server.Host.Scenario(x =>
        {
            x.Post.Json(new DefineRole(role, $"Role {role}", [Permission.ReadJobs])).ToUrl("/api/access/roles");
            x.WithRequestHeader("Authorization", $"Bearer {server.TokenOf(by.AccountId)}");
            x.WithRequestHeader("Idempotency-Key", role.ToString());
            x.ConfigureHttpContext(http => http.Connection.RemoteIpAddress = IPAddress.Parse(address));
            x.StatusCodeShouldBe(StatusCodes.Status201Created);
        });
        return (role, by.AccountId);
    }

    private async Task<string?> Shown(Guid role) =>
        (await company.Auditor.Get($"/api/audit/events?stream={role}")).ShouldBe(200).Read<EventPage>().Items.ShouldHaveSingleItem().Address;

    private async Task<IEvent> EventOf(Guid stream)
    {
        await using var session = server.Store.QuerySession();
        return (await session.Events.FetchStreamAsync(stream, token: Cancelled)).Single();
    }
}
