using System.Text.RegularExpressions;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using JasperFx.CommandLine;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Who are to be the first two administrators.</summary>
public class BootstrapInput
{
    [Description("The security administrator's own number: 1 to 20 letters, digits or hyphens"), FlagAlias("employee-number", longAliasOnly: true)]
    public string EmployeeNumberFlag { get; set; } = "";

    [Description("Their name"), FlagAlias("name", longAliasOnly: true)]
    public string NameFlag { get; set; } = "";

    [Description("Number of their identity document"), FlagAlias("identity", longAliasOnly: true)]
    public string? IdentityFlag { get; set; }

    [Description("The system administrator's own number"), FlagAlias("second-employee-number", longAliasOnly: true)]
    public string SecondEmployeeNumberFlag { get; set; } = "";

    [Description("Their name"), FlagAlias("second-name", longAliasOnly: true)]
    public string SecondNameFlag { get; set; } = "";

    [Description("Number of their identity document"), FlagAlias("second-identity", longAliasOnly: true)]
    public string? SecondIdentityFlag { get; set; }

    public IReadOnlyList<FirstAdministrators.Administrator> Administrators =>
    [
        new(Positions.SecurityAdministrator, EmployeeNumberFlag, NameFlag, IdentityFlag),
        new(Positions.SystemAdministrator, SecondEmployeeNumberFlag, SecondNameFlag, SecondIdentityFlag),
    ];
}

/// <summary>Begins a company on an empty database.</summary>
[Description("Define positions, roles and rules, and open the first two accounts: a security administrator's and a system administrator's", Name = "bootstrap")]
public partial class Bootstrap : JasperFxAsyncCommand<BootstrapInput>
{
    [InjectService]
    public FirstAdministrators FirstAdministrators { get; set; } = null!;

    [InjectService]
    public IConfiguration Configuration { get; set; } = null!;

    public override async Task<bool> Execute(BootstrapInput input)
    {
        if (input.Administrators.Any(x => !EmployeeNumber().IsMatch(x.EmployeeNumber) || string.IsNullOrWhiteSpace(x.Name))
            || input.EmployeeNumberFlag == input.SecondEmployeeNumberFlag)
            return await Refuse(
                "Name two administrators: bootstrap --employee-number E001 --name \"Ada Example\" --second-employee-number E002 --second-name \"Ben Example\"");

        if (ExternalIssuer.In(Configuration) is { EmployeeClaim: null })
            return await Refuse("Set Auth__External__EmployeeClaim: nobody could link the first administrators to users.");

        var outcome = await FirstAdministrators.Bootstrap(input.Administrators, CancellationToken.None);
        if (outcome.Refusal is { } refusal)
            return await Refuse(refusal);

        foreach (var (administrator, secret) in input.Administrators.Zip(outcome.Secrets))
        {
            await Console.Out.WriteLineAsync($"{administrator.Name} ({administrator.EmployeeNumber}) is the first {administrator.Position.ToLowerInvariant()}.");
            await Console.Out.WriteLineAsync(WayIn(secret));
        }

        await Console.Out.WriteLineAsync("Their rights begin when they have passed the basic security course.");
        return true;
    }

    private string WayIn(OneTimeSecret secret) => ExternalIssuer.In(Configuration) is { } issuer
        ? $"They sign in at {issuer.Authority}, which must tell that employee number by the claim {issuer.EmployeeClaim}."
        : $"""
          Let them choose a password within 24 hours at {Configuration.EnrolmentPage()}
          with this one-time secret, which is kept nowhere: {secret}
          """;

    private static async Task<bool> Refuse(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return false;
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,20}$")]
    private static partial Regex EmployeeNumber();
}
