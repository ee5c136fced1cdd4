using CleaningEvents.Projections.Access;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>What this company asks of a password, and of whom.</summary>
public sealed class PasswordPolicy(PasswordProfile profile, Credentials credentials, IConfiguration configuration)
{
    /// <summary>How many earlier passwords are kept as hashes.</summary>
    public int Remembered => profile.Remembered;

    /// <summary>The name of the first rule that the account's new password would break, or null.</summary>
    public async Task<string?> Broken(string password, AccountDetails account, CancellationToken cancelled)
    {
        var shortest = account.Factors is [] ? profile.Shortest : profile.ShortestBesideFactor;
        if (PasswordRules.Broken(password, shortest, [account.EmployeeNumber, configuration["Company:Name"], "CleaningEvents", .. account.Name.Split(' ')]) is { } rule)
            return rule;
        if (PasswordRules.KindsIn(password) < profile.Kinds)
            return "password-too-plain";

        return profile.Remembered > 0 && await credentials.HasHad(account.Id, password, cancelled) ? "password-used-before" : null;
    }

    /// <summary>Whether the account's password is older than it may be.</summary>
    public async Task<bool> IsExpired(Guid accountId, CancellationToken cancelled) =>
        profile.LongestAge is { } age && await credentials.ChangedAt(accountId, cancelled) is { } changed && TimeProvider.System.GetUtcNow() - changed > age;
}
