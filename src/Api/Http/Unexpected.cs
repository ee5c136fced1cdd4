using CleaningEvents.Api.Security.Keys;
using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>What becomes of an exception that nobody caught.</summary>
public static class Unexpected
{
    public static ExceptionHandlerOptions Options { get; } = new()
    {
        StatusCodeSelector = e => e switch
        {
            _ when IsAway(e) => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        },
    };

    /// <summary>Database or keys cannot be had at the moment, which is nobody's fault who asks.</summary>
    public static bool IsAway(Exception? e) => e switch
    {
        null => false,
        KeyMissingException or WrappingKeyException => true,
        PostgresException { IsTransient: true } => true,
        NpgsqlException and not PostgresException => true,
        _ => IsAway(e.InnerException),
    };
}
