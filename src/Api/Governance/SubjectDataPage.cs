using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Pages;

namespace CleaningEvents.Api.Governance;

/// <summary>A subject's data as a page that can be read, printed and kept: no script, nothing from elsewhere.</summary>
public sealed class SubjectDataPage(SubjectData data) : IResult
{
    private static readonly Html Style = new(
        """
        :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
        body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; }
        article { margin: 1rem 0; padding: .5rem 1rem; border-left: .25rem solid #0b5cad; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0; }
        dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
        dt { font-weight: 600; }
        h3 { margin: 0; }
        """);

    public async Task ExecuteAsync(HttpContext http)
    {
        var (response, cancelled) = (http.Response, http.RequestAborted);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";

        await response.WriteAsync(Head(nonce).Text, cancelled);
        await foreach (var document in data.Documents)
            await response.WriteAsync(Article(document).Text, cancelled);
        await response.WriteAsync(Html.Of($"<h2>{Messages.Page("subject-events")}</h2>\n").Text, cancelled);
        await foreach (var e in data.Events)
            await response.WriteAsync(Article(e).Text, cancelled);
        await response.WriteAsync("</main>\n</body>\n</html>\n", cancelled);
    }

    private Html Head(string nonce) => Html.Of(
        $"""
        <!doctype html>
        <html lang="{Messages.Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Messages.Page("subject-data")}</title>
        <style nonce="{nonce}">{Style}</style>
        </head>
        <body>
        <main>
        <h1>{Messages.Page("subject-data")}</h1>
        <dl>
        <dt>{Messages.Page($"subject-{data.Kind}")}</dt><dd>{data.SubjectId}</dd>
        <dt>{Messages.Page("subject-ids")}</dt><dd>{string.Join(", ", data.Ids)}</dd>
        <dt>{Messages.Page("made-at")}</dt><dd>{Instant(data.MadeAt)}</dd>
        </dl>
        <h2>{Messages.Page("kept-for")}</h2>
        <dl>{Joined(data.KeptFor.Select(Purpose))}</dl>
        <h2>{Messages.Page("subject-documents")}</h2>

        """);

    private static Html Purpose(KeptFor kept) => Html.Of($"<dt>{Messages.Page($"purpose-{kept.Purpose}")}</dt><dd>{Length(kept)}</dd>");

    private static string Length(KeptFor kept) => kept switch
    {
        { LongestAgeDays: { } days } => $"{days} {Messages.Page("days")}",
        { YearsOfDuty: > 0 and var years } => $"{years} {Messages.Page("years-of-duty")}",
        _ => Messages.Page("until-erased"),
    };

    private static Html Article(SubjectDocument document) => Html.Of($"<article><h3>{Words(document.Type)}</h3>{Value(document.Data)}</article>\n");

    private static Html Article(SubjectEvent e) => Html.Of(
        $"""
        <article><h3>{e.Position} · {Words(e.Type)}</h3>
        <p>{Instant(e.RecordedAt)} · {Messages.Page("recorded-by")} {e.RecordedBy} {e.Address}</p>{(e.Data is { } data ? Value(data) : Html.Of($"<p>{Messages.Page("only-recorded")}</p>"))}</article>

        """);

    private static Html Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Html.Of($"<dl>{Joined(value.EnumerateObject().Select(x => Html.Of($"<dt>{Words(x.Name)}</dt><dd>{Value(x.Value)}</dd>")))}</dl>"),
        JsonValueKind.Array => Html.Of($"<ul>{Joined(value.EnumerateArray().Select(x => Html.Of($"<li>{Value(x)}</li>")))}</ul>"),
        JsonValueKind.Null => Html.Of($"—"),
        _ => Html.Of($"{value}"),
    };

    private static string Words(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace('_', ' ');

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static Html Joined(IEnumerable<Html> parts) => new(string.Concat(parts));
}
