namespace CleaningEvents.Api.Http;

/// <summary>200 with the read model, its version as ETag and where its last event stands; 304 to a caller who has it.</summary>
public sealed class Versioned<T>(T found, int version, long? position) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        var etag = ETags.Of(version);
        http.Response.Headers.ETag = etag;
        if (position is not null)
            http.Response.Headers[LogPosition.Header] = position.ToString();
        if (!http.Request.Headers.IfNoneMatch.Contains(etag))
            return http.Response.WriteAsJsonAsync(found, http.RequestAborted);

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
