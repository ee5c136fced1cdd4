using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Http.Reading;

/// <summary>Holds every answer back until it is on record what it shows of protected records; what cannot be recorded is not shown.</summary>
/// <remarks>Source: policy 5.2: record and audit every access to important data.</remarks>
public sealed class HeldAnswers(RequestDelegate next, LookRecorder recorder, ScreenMemory screens)
{
    /// <summary>Why the caller looks: the name of an <see cref="AccessPurpose"/>.</summary>
    public const string PurposeHeader = "X-Purpose";

    public async Task Invoke(HttpContext http)
    {
        // Where the address knows no such method, nothing is shown.
        if (http.Features.Get<Actor>() is not { } actor || http.GetEndpoint() is not RouteEndpoint)
        {
            await next(http);
            return;
        }

        if (!IsPurpose(http.Request, out var purpose))
        {
            await Problems.Invalid(PurposeHeader, "unknown-purpose", $"One of {string.Join(", ", Enum.GetNames<AccessPurpose>())}.").ExecuteAsync(http);
            return;
        }

        var look = Look.Begin(actor, purpose, http.GetEndpoint()!.Metadata.GetMetadata<RecordedOtherwiseAttribute>() is not null);
        http.Features.Set(look);
        if (look.IsRecordedOtherwise)
            await next(http);
        else
            await Answer(http, actor, look);
    }

    private async Task Answer(HttpContext http, Actor actor, Look look)
    {
        var client = http.Response.Body;
        using var held = new MemoryStream();
        http.Response.Body = held;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = client;
        }

        if (await IsRecorded(http, actor, look))
        {
            held.Position = 0;
            await held.CopyToAsync(client, http.RequestAborted);
        }
        else
        {
            http.Response.Clear();
            await Problems.NotRecorded().ExecuteAsync(http);
        }
    }

    private async Task<bool> IsRecorded(HttpContext http, Actor actor, Look look)
    {
        var session = SignedIn.Of(http).SessionId;
        var screen = look.Screen is { } name ? screens.Of(actor.AccountId, session, name) : null;
        if (screen is not null)
            look.Skip(screen.Has);

        var now = TimeProvider.System.GetUtcNow();
        var accesses = look.Accesses(actor.AccountId, ModeOf(http), ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText!, session, now);
        if (accesses is [])
            return true;

        http.Response.Headers.CacheControl = "no-store";
        if (!await recorder.Record(accesses, CommandContext.OfQuestion(http)))
            return false;

        screen?.Keep(look.Records);
        return true;
    }

    private static AccessMode ModeOf(HttpContext http) => http.GetEndpoint()!.Metadata.GetMetadata<AccessAsAttribute>()?.Mode
        ?? (HttpMethods.IsPost(http.Request.Method) ? AccessMode.Search : http.Request.RouteValues.Count > 0 ? AccessMode.Read : AccessMode.List);

    private static bool IsPurpose(HttpRequest request, out AccessPurpose? purpose)
    {
        purpose = null;
        if (!request.Headers.TryGetValue(PurposeHeader, out var said))
            return true;
        if (!Enum.GetNames<AccessPurpose>().Contains(said.ToString()))
            return false;

        purpose = Enum.Parse<AccessPurpose>(said.ToString());
        return true;
    }
}
