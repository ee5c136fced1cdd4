using System.Text.RegularExpressions;
using CleaningEvents.Api.Security.Issuer;
using JasperFx.CommandLine;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Who is to be the first administrator.</summary>
public class BootstrapInput
{
    [Description("The employee's own number: 1 to 20 letters, digits or hyphens"), FlagAlias("employee-number", longAliasOnly: true)]
    public string EmployeeNumberFlag { get; set; } = "";

    [Description("The person's name"), FlagAlias("name", longAliasOnly: true)]
    public string NameFlag { get; set; } = "";

    [Description("Number of the identity document"), FlagAlias("identity", longAliasOnly: true)]
    public string? IdentityFlag { get; set; }
}

/// <summary>Begins a company on an empty database.</summary>
[Description("Define the standard roles and open the first account, a security administrator's", Name = "bootstrap")]
public partial class Bootstrap : JasperFxAsyncCommand<BootstrapInput>
{
    [InjectService]
    public FirstAdministrator FirstAdministrator { get; set; } = null!;

    [InjectService]
    public IConfiguration Configuration { get; set; } = null!;

    public override async Task<bool> Execute(BootstrapInput input)
    {
        if (!EmployeeNumber().IsMatch(input.EmployeeNumberFlag) || string.IsNullOrWhiteSpace(input.NameFlag))
            return await Refuse("Name the first administrator: bootstrap --employee-number E001 --name \"Ada Example\"");

        var outcome = await FirstAdministrator.Bootstrap(input.EmployeeNumberFlag, input.NameFlag, input.IdentityFlag, CancellationToken.None);
        if (outcome.Refusal is { } refusal)
            return await Refuse(refusal);

        await Console.Out.WriteLineAsync(
            $"""
            {input.NameFlag} ({input.EmployeeNumberFlag}) is the first security administrator.
            Let them choose a password within 24 hours at {Configuration.EnrolmentPage()}
            with this one-time secret, which is kept nowhere: {outcome.Secret}
            """);
        return true;
    }

    private static async Task<bool> Refuse(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return false;
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,20}$")]
    private static partial Regex EmployeeNumber();
}
