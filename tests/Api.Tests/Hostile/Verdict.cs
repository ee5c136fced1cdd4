using System.Text.Json;
using CleaningEvents.Api.Http;

namespace CleaningEvents.Tests.Hostile;

/// <summary>What must hold of every answer, whatever was asked.</summary>
public sealed class Verdict(Stage stage)
{
    /// <summary>Keys under which a caller's command was accepted, so that the same again is a repeat.</summary>
    private readonly HashSet<(string Caller, string Key)> accepted = [];

    /// <summary>Everything wrong with an answer; nothing, if all is well.</summary>
    public IEnumerable<string> Of(HostileRequest request, HttpResponseMessage answer, string body, Ledger before, Ledger after)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500)
            yield return $"{status} is our fault, whatever came in.";
        if (!Expected(request).Contains(status))
            yield return $"{status} is not an answer that the OpenAPI document tells of.";
        if (status >= 400)
            foreach (var fault in OfProblem(status, answer, body))
                yield return fault;
        if (status >= 300 && before != after)
            yield return $"{status}, but the database changed: {before} became {after}.";
        if (status < 300 && !request.Operation.IsCommand && before != after)
            yield return $"A question changed the database: {before} became {after}.";
        if (status < 300 && request.Operation.IsCommand && OfAccepted(request, answer, after.Appended - before.Appended) is { } lost)
            yield return lost;
        foreach (var secret in stage.Secrets.Where(x => body.Contains(x.Value) && !IsShown(x, request, status) && !request.ToString().Contains(x.Value)))
            yield return $"{request.Caller.Name} was shown '{secret.Value}'.";
    }

    // By another method it is no operation, or one that takes the last part of the address for an id.
    private static IEnumerable<int> Expected(HostileRequest request) => request.IsOfOperation ? request.Operation.Statuses : [401, 403, 404, 405];

    private static IEnumerable<string> OfProblem(int status, HttpResponseMessage answer, string body)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not "application/problem+json")
        {
            yield return $"A problem is application/problem+json, not {answer.Content.Headers.ContentType}.";
            yield break;
        }

        using var document = JsonDocument.Parse(body);
        var problem = document.RootElement;
        if (Text(problem, "type")?.StartsWith("urn:cleaning-events:problem:", StringComparison.Ordinal) is not true)
            yield return "The problem's type is not ours.";
        if (Text(problem, "title") is null or "")
            yield return "The problem has no title.";
        if (!problem.TryGetProperty("status", out var said) || said.GetInt32() != status)
            yield return "The problem tells another status.";
        if (status is 400 or 409 && Text(problem, "rule") is null or "")
            yield return "The problem names no rule.";
        if (status is 400 && !(problem.TryGetProperty("errors", out var errors) && errors.EnumerateObject().Any() && errors.EnumerateObject().All(IsNamed)))
            yield return "The problem names no field.";
        if (problem.TryGetProperty("exception", out _) || body.Contains("   at ") || body.Contains("System."))
            yield return "The problem tells of our inside.";
    }

    private static bool IsNamed(JsonProperty error) => error.Name is not "" && error.Value.EnumerateArray().All(x => x.GetString() is not (null or ""));

    private static string? Text(JsonElement problem, string member) =>
        problem.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private string? OfAccepted(HostileRequest request, HttpResponseMessage answer, long appended)
    {
        var isRepeated = !accepted.Add((request.Caller.Name, request.Key ?? ""));
        if (appended > 0)
            return isRepeated ? "The same key was accepted twice, and done twice." : null;
        // An answer without a position says that all was as wanted already.
        return isRepeated || !answer.Headers.Contains(LogPosition.Header) ? null : "Accepted, but nothing was recorded.";
    }

    private static bool IsShown(Secret secret, HostileRequest request, int status) =>
        status is 200 && secret.ShownBy.Contains(request.Operation.Id) && secret.ShownTo.Contains(request.Caller.Name);
}
