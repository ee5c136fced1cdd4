using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using NpgsqlTypes;

namespace CleaningEvents.Api.Security.Factors;

/// <summary>Somebody who has proven something and is asked for more.</summary>
/// <param name="AccountId">Whose account it is.</param>
/// <param name="Methods">What was proven so far (<c>amr</c>).</param>
/// <param name="SessionId">The session that is to go on; null when one is to begin.</param>
/// <param name="Challenge">What a passkey was asked to sign; null when none was.</param>
public sealed record SignInAttempt(Guid AccountId, IReadOnlyList<string> Methods, Guid? SessionId, string? Challenge);

/// <summary>Attempts to sign in that wait for a further factor, for 10 minutes and 5 tries; the browser keeps a secret that names its own.</summary>
public sealed class SignInAttempts(NpgsqlDataSource database, IHostEnvironment environment)
{
    /// <summary>Most codes and passkeys tried before the password is asked for again.</summary>
    public const int MostTries = 5;

    private const string Waiting = $"began_at > now() - interval '10 minutes'";

    private string Cookie => environment.IsDevelopment() ? "cleaning-attempt" : "__Host-cleaning-attempt";

    public async Task Begin(SignInAttempt attempt, HttpContext http)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        await using var command = database.CreateCommand(
            $"""
            with old as (delete from auth.sign_in_attempt where not ({Waiting}))
            insert into auth.sign_in_attempt (secret_hash, account_id, methods, session_id) values ($1, $2, $3, $4)
            """);
        command.Parameters.Add(new() { Value = SHA256.HashData(secret) });
        command.Parameters.Add(new() { Value = attempt.AccountId });
        command.Parameters.Add(new() { Value = attempt.Methods.ToArray() });
        command.Parameters.Add(new() { Value = (object?)attempt.SessionId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(http.RequestAborted);
        http.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(secret), new CookieOptions
        {
            HttpOnly = true,
            Secure = !environment.IsDevelopment(),
            SameSite = SameSiteMode.Strict,
            Path = "/",
        });
    }

    /// <summary>The attempt of this browser; null when there is none or it took too long.</summary>
    public Task<SignInAttempt?> Find(HttpContext http) =>
        Ask($"select account_id, methods, session_id, challenge from auth.sign_in_attempt where secret_hash = $1 and {Waiting}", http);

    /// <summary>The same, for one more try at it; null also when there were too many.</summary>
    public Task<SignInAttempt?> Try(HttpContext http) => Ask(
        $"""
        update auth.sign_in_attempt set tries = tries + 1 where secret_hash = $1 and tries < {MostTries} and {Waiting}
        returning account_id, methods, session_id, challenge
        """,
        http);

    /// <summary>Remembers what a passkey is asked to sign.</summary>
    public Task<SignInAttempt?> Challenge(string options, HttpContext http) => Ask(
        $"update auth.sign_in_attempt set challenge = $2 where secret_hash = $1 and {Waiting} returning account_id, methods, session_id, challenge", http, options);

    public async Task End(HttpContext http)
    {
        await Ask("delete from auth.sign_in_attempt where secret_hash = $1 returning account_id, methods, session_id, challenge", http);
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Secure = !environment.IsDevelopment(), Path = "/" });
    }

    private async Task<SignInAttempt?> Ask(string sql, HttpContext http, params object[] values)
    {
        if (SecretIn(http) is not { } secret)
            return null;

        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = SHA256.HashData(secret) });
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        return await reader.ReadAsync(http.RequestAborted)
            ? new SignInAttempt(
                reader.GetGuid(0), reader.GetFieldValue<string[]>(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetString(3))
            : null;
    }

    private byte[]? SecretIn(HttpContext http)
    {
        var kept = new byte[32];
        return http.Request.Cookies[Cookie] is { Length: 43 } text && System.Buffers.Text.Base64Url.TryDecodeFromChars(text, kept, out _) ? kept : null;
    }
}
