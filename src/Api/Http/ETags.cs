namespace CleaningEvents.Api.Http;

/// <summary>The version of a stream as an ETag.</summary>
public static class ETags
{
    public static string Of(long version) => $"\"{version}\"";
}
