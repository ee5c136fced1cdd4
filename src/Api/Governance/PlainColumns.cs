namespace CleaningEvents.Api.Governance;

/// <summary>Columns beside the event store's own that could hold text or a place, and why no personal data stands in them in clear.</summary>
public static class PlainColumns
{
    /// <summary>Schema, table and column, or a table's <c>*</c>; and the reason.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["analytics.dim_site.latitude_about"] = "Rounded to 0.1 degree, which no home can be found by.",
        ["analytics.dim_site.longitude_about"] = "Rounded to 0.1 degree, which no home can be found by.",
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
        ["public.alert_channel.channel"] = "A word from a list.",
        ["public.blind_index.model"] = "A word from a list.",
        ["public.blind_index.field"] = "A word from a list.",
        ["public.blind_index.tokens"] = "Hashes of values and their beginnings under a secret key.",
        ["public.command_receipt.key"] = "A key that a front end made.",
        ["public.command_receipt.fingerprint"] = "A hash of the request under a secret key.",
        ["public.command_receipt.location"] = "A path with the id of what was made.",
        ["public.unique_claim.kind"] = "A word from a list.",
        ["public.unique_claim.value"] = "Numbers that companies give and names of roles and branches; numbers of identity only under a secret key.",
    };

    /// <summary>Why no personal data stands in a column in clear; null where nobody said.</summary>
    public static string? ReasonFor(string table, string column) =>
        Reasons.GetValueOrDefault($"{table}.{column}") ?? Reasons.GetValueOrDefault($"{table}.*");
}
