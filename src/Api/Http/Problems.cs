using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CleaningEvents.Api.Http;

/// <summary>Every problem answer that this API makes itself, as RFC 9457 says. The type is stable; the words follow Accept-Language.</summary>
public static class Problems
{
    public static IResult Refused(Refusal refusal) =>
        Problem(StatusCodes.Status409Conflict, "rule-refused", Messages.ForRule(refusal), [("rule", refusal.Rule), .. refusal.Details]);

    /// <summary>The change request could not be carried out, because of <paramref name="cause"/>.</summary>
    public static IResult ChangeLapsed(Refusal cause) =>
        Problem(StatusCodes.Status409Conflict, "change-lapsed", Messages.ForRule(cause), ("rule", cause.Rule));

    /// <summary>What stands in the way, as a rule and a reason.</summary>
    public static Refusal CauseOf(IResult answer) => answer is ProblemHttpResult { ProblemDetails: var problem }
        ? new Refusal(problem.Extensions.TryGetValue("rule", out var rule) ? $"{rule}" : problem.Type!.Split(':')[^1], problem.Detail ?? problem.Title!)
        : throw new InvalidOperationException($"{answer.GetType().Name} says nothing of why.");

    /// <summary>What the answer says against a request, for people.</summary>
    public static string SaidBy(IResult answer) =>
        answer is ProblemHttpResult { ProblemDetails: var problem } && problem.Extensions.TryGetValue("errors", out var errors) && errors is IDictionary<string, string[]> { Count: > 0 } byField
            ? byField.First().Value[0]
            : CauseOf(answer).Reason;

    public static IResult Stale() => Problem(StatusCodes.Status412PreconditionFailed, "stale-version");

    public static IResult PreconditionRequired() => Problem(StatusCodes.Status428PreconditionRequired, "precondition-required");

    public static IResult NotFound() => Problem(StatusCodes.Status404NotFound, "not-found");

    public static IResult NotSignedIn() => Problem(StatusCodes.Status401Unauthorized, "not-signed-in");

    /// <summary>401: the permission counts only in a session with a second factor.</summary>
    public static IResult SecondFactorRequired() => Problem(StatusCodes.Status401Unauthorized, "second-factor-required");

    /// <summary>401: it is too long since the caller proved who they are, or it was by a password alone.</summary>
    public static IResult StepUpRequired() => Problem(StatusCodes.Status401Unauthorized, "step-up-required");

    /// <summary>401: something unusual was noticed, and the session must prove anew who it is.</summary>
    public static IResult ProveAnew() => Problem(StatusCodes.Status401Unauthorized, "prove-anew");

    public static IResult NotPermitted(string permission) =>
        Problem(StatusCodes.Status403Forbidden, "not-permitted", detail: null, ("permission", permission));

    /// <summary>403: no right counts before the basic course is passed, which is to be had at <c>course</c>.</summary>
    public static IResult TrainingRequired() => Problem(
        StatusCodes.Status403Forbidden, "training-required", detail: null, ("course", $"/api/governance/courses/{Course.BasicSecurity}"));

    /// <summary>403: the permission counts from certain networks only, and the request came from another.</summary>
    public static IResult NetworkNotAllowed(string permission) =>
        Problem(StatusCodes.Status403Forbidden, "network-not-allowed", detail: null, ("permission", permission));

    public static IResult HttpsRequired() => Problem(StatusCodes.Status400BadRequest, "https-required");

    public static IResult TooManyRequests() => Problem(StatusCodes.Status429TooManyRequests, "too-many-requests");

    public static IResult KeyReused() => Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused");

    public static IResult TooLong(int longest) =>
        Problem(StatusCodes.Status413PayloadTooLarge, "body-too-long", detail: null, ("longestBytes", longest));

    public static IResult UnknownEncoding() => Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type");

    public static IResult NotAvailable(string rule) => Problem(StatusCodes.Status503ServiceUnavailable, "not-available", detail: null, ("rule", rule));

    public static IResult Behind(long position) =>
        Problem(StatusCodes.Status503ServiceUnavailable, "read-model-behind", detail: null, ("position", position));

    /// <summary>503: what may only be read when the reading is recorded could not be recorded.</summary>
    public static IResult NotRecorded() => Problem(StatusCodes.Status503ServiceUnavailable, "access-not-recorded");

    /// <summary>400: <paramref name="field"/> breaks <paramref name="rule"/>.</summary>
    public static IResult Invalid(string field, string rule, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] }, rule);

    /// <summary>400: nothing has the id in <paramref name="field"/>.</summary>
    public static IResult UnknownReference(string field) => Invalid(field, "unknown-reference", "There is no such thing.");

    /// <summary>400: the day is missing or lies far from any work.</summary>
    public static IResult ImplausibleDay(string field) => Invalid(field, "implausible-day", "A day from 2000-01-01 to 2099-12-31.");

    /// <summary>400: the messages for each field.</summary>
    public static IResult Invalid(IDictionary<string, string[]> errors, string rule = "invalid-request") =>
        Problem(StatusCodes.Status400BadRequest, "invalid-request", detail: null, ("rule", rule), ("errors", errors));

    /// <summary>Puts what the framework says of malformed JSON and of unreadable query values into our form.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Extensions.Remove("lineNumber", out var line) && problem.Extensions.Remove("bytePositionInLine", out var column))
            Fault(problem, PathIn(problem.Detail), "malformed-json", $"Line {line}, byte {column}.");
        else if (problem.Extensions.Remove("parameter", out var parameter))
            Fault(problem, $"{parameter}", "malformed-value", "The value cannot be read, or comes twice.");
        else if (problem.Status is StatusCodes.Status400BadRequest && !problem.Extensions.ContainsKey("rule"))
            Fault(problem, "$", "malformed-request", "The request cannot be read.");

        if (problem.Type?.StartsWith("urn:", StringComparison.Ordinal) is not true)
        {
            var slug = SlugOf(problem.Status ?? 500);
            (problem.Type, problem.Title) = (TypeOf(slug), Messages.Title(slug));
        }
    }

    private static void Fault(ProblemDetails problem, string field, string rule, string message)
    {
        problem.Extensions["rule"] = rule;
        problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [message] };
        (problem.Detail, problem.Instance) = (null, null);
    }

    private static IResult Problem(int status, string slug, string? detail = null, params IEnumerable<(string Name, object? Value)> extensions) =>
        Results.Problem(detail, statusCode: status, type: TypeOf(slug), title: Messages.Title(slug),
            extensions: extensions.Select(x => KeyValuePair.Create(x.Name, x.Value)));

    private static string TypeOf(string slug) => $"urn:cleaning-events:problem:{slug}";

    private static string SlugOf(int status) => status switch
    {
        400 => "invalid-request",
        401 => "not-signed-in",
        403 => "not-permitted",
        404 => "not-found",
        405 => "method-not-allowed",
        406 => "not-acceptable",
        412 => "stale-version",
        413 => "body-too-long",
        415 => "unsupported-media-type",
        429 => "too-many-requests",
        503 => "not-available",
        _ => "unexpected",
    };

    /// <summary>The JSON path in a message such as "… Path: $.cleanerId | LineNumber: 0 …".</summary>
    private static string PathIn(string? message)
    {
        const string mark = "Path: ";
        var start = message?.IndexOf(mark, StringComparison.Ordinal) ?? -1;
        return start < 0 ? "$" : message![(start + mark.Length)..].Split(' ', 2)[0].TrimEnd('.');
    }
}
