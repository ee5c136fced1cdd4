using CleaningEvents.Api.Http;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>The way of a command that somebody gives about their own account on a page of ours.</summary>
public sealed class VisitorCommands(IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures)
{
    public Commands For(Guid accountId, Guid? sessionId, HttpContext http) =>
        new(store, database, sources, signatures, CommandContext.OfVisitor(http, accountId, sessionId));
}
