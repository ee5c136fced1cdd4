using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Projections.Access;
using JasperFx.CommandLine;
using Marten;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Whose token is wanted.</summary>
public class TokenInput
{
    [Description("The employee's own number")]
    public string EmployeeNumber { get; set; } = "";
}

/// <summary>Prints an access token and nothing else, so that a script may use it. Only Development does this.</summary>
[Description("Print an access token of an employee, valid 8 hours (Development only)", Name = "token")]
public class Token : JasperFxAsyncCommand<TokenInput>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    [InjectService]
    public IHostEnvironment Environment { get; set; } = null!;

    [InjectService]
    public IConfiguration Configuration { get; set; } = null!;

    [InjectService]
    public IDocumentStore Store { get; set; } = null!;

    [InjectService]
    public IServiceProvider Services { get; set; } = null!;

    public override async Task<bool> Execute(TokenInput input)
    {
        if (!Environment.IsDevelopment())
            return await Refuse("Tokens are handed out at the command line in Development only; elsewhere people sign in.");

        await using var session = Store.QuerySession();
        if (await session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == input.EmployeeNumber) is not { } account)
            return await Refuse($"No account has the employee number {input.EmployeeNumber}.");

        await Console.Out.WriteLineAsync(For(account.Id, Services.GetRequiredService<IssuerKeys>(), Configuration.Issuer()));
        return true;
    }

    /// <summary>An access token as the issuer would make it, but longer-lived.</summary>
    public static string For(Guid accountId, IssuerKeys keys, Uri issuer)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = accountId.ToString(),
            ["sid"] = Guid.CreateVersion7().ToString(),
            ["auth_time"] = EpochTime.GetIntDate(now),
            ["amr"] = new[] { "pwd", "otp" },
        };
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokens.Type,
            Issuer = issuer.AbsoluteUri,
            Audience = AccessTokens.Audience,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static async Task<bool> Refuse(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return false;
    }
}
