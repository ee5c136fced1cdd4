using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Passwords;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="CurrentPassword">The password as it is.</param>
/// <param name="NewPassword">The password as it is to be: 15 to 128 characters, and nothing that others would try first.</param>
public record ChangePassword(string CurrentPassword, string NewPassword)
{
    public class Validator : AbstractValidator<ChangePassword>
    {
        public Validator()
        {
            RuleFor(x => x.CurrentPassword).NotEmpty().MaximumLength(PasswordRules.Longest * 2);
            RuleFor(x => x.NewPassword).NotEmpty().MaximumLength(PasswordRules.Longest * 2);
        }
    }
}

public static class ChangePasswordEndpoint
{
    /// <summary>Changes the caller's own password; every other session ends.</summary>
    [WolverinePost("/api/access/me/change-password"), OpenToEmployees("everybody has a password of their own")]
    public static async Task<IResult> Post(ChangePassword command, Commands commands, PasswordChanges changes, Identities identities, HttpContext http) =>
        await identities.Find(commands.Context.Actor.AccountId, http.RequestAborted) is { } account
            ? await changes.Change(account, command.CurrentPassword, command.NewPassword, commands, http)
            : Problems.NotFound();
}
