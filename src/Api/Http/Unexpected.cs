using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>What becomes of an exception that nobody caught.</summary>
public static class Unexpected
{
    public static ExceptionHandlerOptions Options { get; } = new()
    {
        StatusCodeSelector = e => e switch
        {
            _ when IsDatabaseAway(e) => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        },
    };

    private static bool IsDatabaseAway(Exception? e) => e switch
    {
        null => false,
        PostgresException { IsTransient: true } => true,
        NpgsqlException and not PostgresException => true,
        _ => IsDatabaseAway(e.InnerException),
    };
}
