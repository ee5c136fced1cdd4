namespace CleaningEvents.Api.Governance;

/// <summary>Columns beside the event store's own that could hold text or a place, and why no personal data stands in them in clear.</summary>
public static class PlainColumns
{
    /// <summary>Schema, table and column, or a table's <c>*</c>; and the reason.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["access.account_permission.permission"] = "Names from the catalogue of permissions.",
        ["access.account_permission.scope"] = "A word from a list.",
        ["access.held_role.scope"] = "A word from a list.",
        ["access.role_permission.permission"] = "Names from the catalogue of permissions.",
        ["access.permission_use.permission"] = "A name from the catalogue of permissions.",
        ["analytics.dim_site.latitude_about"] = "Rounded to 0.1 degree, which no home can be found by.",
        ["analytics.dim_site.longitude_about"] = "Rounded to 0.1 degree, which no home can be found by.",
        ["analytics.fact_access.kind"] = "A word from a list.",
        ["analytics.fact_access.mode"] = "A word from a list.",
        ["analytics.fact_access.class"] = "A word from a list.",
        ["analytics.fact_access.purpose"] = "A word from a list.",
        ["analytics.fact_access.route"] = "A pattern of addresses, without values.",
        ["analytics.fact_job.kind"] = "A word from a list.",
        ["analytics.fact_job.status"] = "A word from a list.",
        ["analytics.fact_job.outcome"] = "A word from a list.",
        ["analytics.fact_job.access_problem"] = "A word from a list.",
        ["analytics.fact_job.cancelled_by"] = "A word from a list.",
        ["analytics.fact_job.cancellation_reason"] = "A word from a list.",
        ["auth.application.*"] = "Of front ends, which are no persons.",
        ["auth.scope.*"] = "Of the issuer, which is no person.",
        ["auth.authorization.*"] = "Numbers, words from lists, and the account by its id.",
        ["auth.token.*"] = "Numbers, words from lists, the account by its id, and what the issuer encrypted.",
        ["auth.credential.password_hash"] = "Argon2id, which nobody reads a password from.",
        ["auth.enrolment.secret_hash"] = "SHA-256 of 160 bits of chance.",
        ["auth.guess.number_hash"] = "A hash of what was typed under a secret key.",
        ["auth.former_password.password_hash"] = "Argon2id, which nobody reads a password from.",
        ["auth.passkey.credential_id"] = "A number that an authenticator drew by chance.",
        ["auth.passkey.public_key"] = "A key that is meant to be known.",
        ["auth.passkey_offer.options"] = "A challenge drawn by chance, the account by its id and number, and numbers of passkeys.",
        ["auth.recovery_code.code_hash"] = "SHA-256 of 160 bits of chance.",
        ["auth.sign_in_attempt.secret_hash"] = "SHA-256 of 256 bits of chance.",
        ["auth.sign_in_attempt.methods"] = "Words from a list.",
        ["auth.sign_in_attempt.challenge"] = "A challenge drawn by chance, and numbers of passkeys.",
        ["auth.totp.secret"] = "Sealed with a key of its holder.",
        ["public.access_record.mode"] = "A word from a list.",
        ["public.access_record.class"] = "A word from a list.",
        ["public.alert_channel.channel"] = "A word from a list.",
        ["public.blind_index.model"] = "A word from a list.",
        ["public.blind_index.field"] = "A word from a list.",
        ["public.blind_index.tokens"] = "Hashes of values and their beginnings under a secret key.",
        ["public.command_receipt.key"] = "A key that a front end made.",
        ["public.command_receipt.fingerprint"] = "A hash of the request under a secret key.",
        ["public.command_receipt.location"] = "A path with the id of what was made.",
        ["public.unique_claim.kind"] = "A word from a list.",
        ["public.unique_claim.value"] = "Numbers that companies give and names of roles, positions and branches; numbers of identity only under a secret key.",
    };

    /// <summary>Why no personal data stands in a column in clear; null where nobody said.</summary>
    public static string? ReasonFor(string table, string column) =>
        Reasons.GetValueOrDefault($"{table}.{column}") ?? Reasons.GetValueOrDefault($"{table}.*");
}
