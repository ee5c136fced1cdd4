using Npgsql;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>A database with a role of its own: nobody else may connect, and the role may connect to no other. Whoever makes it holds the cluster's turn.</summary>
internal sealed class OwnedDatabase(NpgsqlConnection superuser, string name, ILogger logger)
{
    private readonly string quoted = Sql.Name(name);

    public async Task EnsureAsync(string password, CancellationToken cancellation)
    {
        await superuser.EnsureRoleAsync(name, cancellation);
        await superuser.RunAsync($"alter role {quoted} login nosuperuser nocreatedb nocreaterole password '{password}'", cancellation);
        if (await OwnerAsync(cancellation) is { } owner && owner != name)
        {
            await SetAsideAsync(owner, cancellation);
        }

        if (await OwnerAsync(cancellation) is null)
        {
            await superuser.RunAsync($"create database {quoted} owner {quoted}", cancellation);
        }

        await superuser.RunAsync($"revoke all on database {quoted} from public", cancellation);
    }

    private async Task<string?> OwnerAsync(CancellationToken cancellation) =>
        (string?)await superuser.AskAsync("select rolname::text from pg_database join pg_roles on pg_roles.oid = datdba where datname = $1", name, cancellation);

    // What was made by somebody else is not the role's to change, and cannot be handed over whole: it is kept under another name.
    private async Task SetAsideAsync(string owner, CancellationToken cancellation)
    {
        var aside = $"{name} of {owner} until {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}";
        logger.LogWarning("The database {Name} belongs to {Owner}: it is kept as \"{Aside}\" and made anew", name, owner, aside);
        await superuser.AskAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1", name, cancellation);
        await superuser.RunAsync($"alter database {quoted} rename to {Sql.Name(aside)}", cancellation);
    }
}
