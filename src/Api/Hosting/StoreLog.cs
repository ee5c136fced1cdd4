using Marten;
using Marten.Services;
using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>What the event store says in the log: that something failed and how, never a value, since values may be personal data.</summary>
public sealed class StoreLog(ILogger<StoreLog> log) : IMartenLogger, IMartenSessionLogger
{
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql) => log.LogDebug("The schema changed by {Length} characters of SQL.", sql.Length);

    public void LogSuccess(NpgsqlCommand command) { }

    public void LogSuccess(NpgsqlBatch batch) { }

    public void LogFailure(NpgsqlCommand command, Exception ex) => Tell(ex);

    public void LogFailure(NpgsqlBatch batch, Exception ex) => Tell(ex);

    public void LogFailure(Exception ex, string message) => Tell(ex);

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit) { }

    public void OnBeforeExecute(NpgsqlCommand command) { }

    public void OnBeforeExecute(NpgsqlBatch batch) { }

    /// <summary>A broken constraint is how the database settles a race; the caller decides again or answers.</summary>
    private void Tell(Exception e)
    {
        if (e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation } race)
            log.LogDebug("A race was lost at {Constraint}.", race.ConstraintName);
        else if (e is PostgresException failed)
            log.LogWarning("The database refused with {SqlState} at {Constraint}.", failed.SqlState, failed.ConstraintName);
        else
            log.LogWarning("The database could not be asked: {Exception}.", e.GetType().Name);
    }
}
