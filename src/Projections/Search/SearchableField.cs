using System.Buffers.Binary;
using System.Text;

namespace CleaningEvents.Projections.Search;

/// <summary>What people know of whom or what they look for.</summary>
public enum SearchField { Name, Phone, Email, Address }

/// <summary>A protected field that can be searched without being stored in clear.</summary>
/// <param name="Model">Which read model shows it: <c>customer</c>, <c>site</c>, <c>account</c> or <c>cleaner</c>.</param>
/// <param name="Field">Its name.</param>
/// <param name="Kind">How it is searched.</param>
public sealed record SearchableField(string Model, SearchField Field, SearchKind Kind)
{
    public static readonly SearchableField CustomerName = new("customer", SearchField.Name, SearchKind.Words);
    public static readonly SearchableField CustomerPhone = new("customer", SearchField.Phone, SearchKind.Phone);
    public static readonly SearchableField CustomerEmail = new("customer", SearchField.Email, SearchKind.Whole);
    public static readonly SearchableField SiteName = new("site", SearchField.Name, SearchKind.Words);
    public static readonly SearchableField SiteAddress = new("site", SearchField.Address, SearchKind.Words);
    public static readonly SearchableField AccountName = new("account", SearchField.Name, SearchKind.Words);
    public static readonly SearchableField CleanerName = new("cleaner", SearchField.Name, SearchKind.Words);

    /// <summary>What the column <c>field</c> calls it.</summary>
    public string Column => Field.ToString().ToLowerInvariant();

    /// <summary>What stands in the index for <paramref name="terms"/>: the first 8 bytes of each one's keyed hash. Sorted, so that their order tells nothing.</summary>
    public long[] Tokens(IReadOnlyList<string> terms, Blinding blind) =>
        [.. terms.Select(x => BinaryPrimitives.ReadInt64BigEndian(blind($"{Model}.{Column}", Encoding.UTF8.GetBytes(x)))).Order()];
}
