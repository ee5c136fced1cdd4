using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Access;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleaningEvents.Tests.Security;

public class CommandLineTests(Server server)
{
    [Fact]
    public async Task a_company_begins_with_two_administrators_and_only_once()
    {
        var company = await CommandLine.OnEmptyDatabase(server);
        var database = company.Database;
        var turn = await Turn.Take(database, Turn.Bootstrap, TestContext.Current.CancellationToken);
        var racing = Task.WhenAll(company.Run(CommandLine.Bootstrap), company.Run([.. CommandLine.Bootstrap[..2], "E003", .. CommandLine.Bootstrap[3..]]));
        await BothWait(company, racing);
        await turn.DisposeAsync();
        var both = await racing;
        both.Count(x => x.Code is 0).ShouldBe(1, string.Join('\n', both));
        both.Count(x => x.Code is 1 && x.Error.Contains("has begun already")).ShouldBe(1);
        (await company.Rows<string>("select data ->> 'name' from mt_doc_roledetails")).ShouldBe(Positions.Roles.Keys, ignoreOrder: true);
        (await company.Rows<string>("select type from mt_events where type in ('account_opened', 'role_granted') order by seq_id")).ShouldBe(["account_opened", "role_granted", "account_opened", "role_granted"]);
        (await company.Rows<string>("select data ->> 'name' from mt_doc_positiondetails")).ShouldBe(Positions.Roles.Keys, ignoreOrder: true);
        (await company.Rows<string>("select data ->> 'name' from mt_doc_segregationruledetails")).ShouldBe(StandardSegregation.Rules.Select(x => x.Name), ignoreOrder: true);
        (await company.Rows<string>("select data ->> 'command' from mt_doc_twopersonruledetails where (data ->> 'onlySensitive')::boolean order by 1"))
            .ShouldBe(["change-position", "change-role-permissions", "grant-role", "open-account"]);
        (await company.Rows<long>("select count(*) from auth.credential")).ShouldBe([0L]);

        var first = both.Single(x => x.Code is 0).Output.Contains("E001") ? "E001" : "E003";
        var again = await company.Run([.. CommandLine.Bootstrap[..2], first, .. CommandLine.Bootstrap[3..]]);
        again.Code.ShouldBe(0, again.Error);
        (await company.Rows<long>("select count(*) from mt_events where type = 'enrolment_offered'")).ShouldBe([4L]);
        (await company.Rows<long>("select count(*) from mt_events where type in ('account_opened', 'role_granted')")).ShouldBe([4L]);

        var token = await company.Run("token", first);
        token.Code.ShouldBe(0, token.Error);
        new JsonWebToken(token.Output.TrimEnd('\n')).Typ.ShouldBe("at+jwt");
        (await company.RunIn("Production", "token", first)).ShouldSatisfyAllConditions(x => x.Code.ShouldBe(1), x => x.Output.ShouldBeEmpty());
    }

    [Fact]
    public async Task read_models_are_rebuilt_from_the_command_line()
    {
        var company = await CommandLine.OnEmptyDatabase(server);
        (await company.Run(CommandLine.Bootstrap)).Code.ShouldBe(0);
        const string hashes = "select row_to_json(b)::text from public.blind_index b order by 1";
        var before = await company.Rows<string>(hashes);

        var rebuild = await company.Run("projections", "rebuild");

        rebuild.Code.ShouldBe(0, rebuild.Output + rebuild.Error);
        before.ShouldNotBeEmpty();
        (await company.Rows<string>(hashes)).ShouldBe(before);
    }

    /// <summary>Until both stand at the same door, so that they go through it at once.</summary>
    private static async Task BothWait(CommandLine company, Task racing)
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await company.Rows<long>($"select count(*) from pg_locks where locktype = 'advisory' and objid = {Turn.Bootstrap & uint.MaxValue} and not granted") is not [2L])
        {
            racing.IsCompleted.ShouldBeFalse("They did not wait for each other.");
            await often.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
