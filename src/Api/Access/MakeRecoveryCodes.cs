using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Factors;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>Codes for when every other factor is lost.</summary>
/// <param name="Codes">Ten of them, each for one use. They are told once and kept nowhere.</param>
public sealed record RecoveryCodesMadeNow(IReadOnlyList<string> Codes);

public static class MakeRecoveryCodesEndpoint
{
    /// <summary>Makes recovery codes for the caller, which replace all earlier ones.</summary>
    [WolverinePost("/api/access/me/recovery-codes"), OpenToEmployees("a second factor is its holder's own"), StepUp]
    [ProducesResponseType<RecoveryCodesMadeNow>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post([NotBody] Commands commands, RecoveryCodes recovery)
    {
        var (answer, codes) = await recovery.Make(commands.Context.Actor.AccountId, commands);
        return answer is Accepted accepted ? accepted.With(new RecoveryCodesMadeNow([.. codes.Select(x => x.Text)])) : answer;
    }
}
