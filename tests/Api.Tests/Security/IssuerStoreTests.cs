using CleaningEvents.Api.Security.Issuer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Security;

public class IssuerStoreTests(Server server)
{
    [Fact]
    public async Task the_tables_are_as_the_issuer_thinks_they_are()
    {
        using var scope = server.Host.Services.CreateScope();
        var expected = scope.ServiceProvider.GetRequiredService<IssuerStore>().Model.GetEntityTypes()
            .SelectMany(x => x.GetProperties().Select(p => $"{x.GetSchema()}.{x.GetTableName()}.{p.GetColumnName()} {p.GetColumnType()}"));
        var tables = await server.Rows(
            """
            select format('%s.%s.%s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'auth' and c.relname in ('application', 'authorization', 'scope', 'token') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
            """);
        tables.Select(x => (string)x[0]).ShouldBe(expected, ignoreOrder: true);
    }
}
