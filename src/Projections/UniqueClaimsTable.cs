using System.Text;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections;

/// <summary>
/// Keeps <c>unique_claim</c>: the values that may belong to one stream only, personal ones as keyed hashes. A second claim fails its whole
/// transaction.
/// </summary>
public class UniqueClaimsTable : EventProjection
{
    /// <summary>What is known only under a key, and free again when its person has left.</summary>
    private static readonly UniqueKind[] Personal = [UniqueKind.Identity, UniqueKind.IssuerSubject];

    private readonly Blinding blind;

    public UniqueClaimsTable(Blinding blind)
    {
        this.blind = blind;
        Name = nameof(UniqueClaimsTable);
        Options.DeleteDataInTableOnTeardown("public.unique_claim");
        IncludeType<AccountOpened>();
        IncludeType<AccountClosed>();
        IncludeType<IdentityLinked>();
        IncludeType<RoleDefined>();
        IncludeType<PositionDefined>();
        IncludeType<BranchOpened>();
        IncludeType<CleanerJoined>();
        IncludeType<CustomerRegistered>();
        IncludeType<SiteRegistered>();
        IncludeType<JobBooked>();
        IncludeType<EmergencyAccessOpened>();
        IncludeType<EmergencyAccessReviewed>();
        IncludeType<PersonalDataErased>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        // Of one user after the other, the last counts.
        if (e.Data is IdentityLinked)
            Release(operations, [UniqueKind.IssuerSubject], e.StreamId);
        foreach (var (kind, value) in Claims(e.Data))
            if (value is not null)
                operations.QueueSqlCommand("insert into public.unique_claim (kind, value, stream_id) values (?, ?, ?)", kind.ToString(), Stored(kind, value, blind), e.StreamId);

        // The person may be employed again; the employee number is never given twice.
        if (e.Data is AccountClosed)
            Release(operations, Personal, e.StreamId);
        if (e.Data is PersonalDataErased { Covers: var covers })
            Release(operations, Personal, [.. covers]);
        if (e.Data is EmergencyAccessReviewed)
            Release(operations, [UniqueKind.EmergencyAccess], e.StreamId);

        return ValueTask.CompletedTask;
    }

    /// <summary>How <paramref name="value"/> stands in the table: the number of an identity document and the user of an issuer in Base64 of a keyed hash, any other as it is.</summary>
    public static string Stored(UniqueKind kind, string value, Blinding blind) =>
        Personal.Contains(kind) ? Convert.ToBase64String(blind($"unique.{kind.ToString().ToLowerInvariant()}", Encoding.UTF8.GetBytes(value))) : value;

    private static (UniqueKind Kind, string? Value)[] Claims(object @event) => @event switch
    {
        AccountOpened x => [(UniqueKind.EmployeeNumber, x.EmployeeNumber), (UniqueKind.Identity, Unerased(x.IdentityNumber))],
        IdentityLinked x => [(UniqueKind.IssuerSubject, x.Subject is ProtectedAttribute.Erased ? null : Account.LinkOf(x.Issuer, x.Subject))],
        RoleDefined x => [(UniqueKind.RoleName, x.Name)],
        PositionDefined x => [(UniqueKind.PositionName, x.Name)],
        BranchOpened x => [(UniqueKind.BranchName, x.Name)],
        CleanerJoined x => [(UniqueKind.CleanerAccount, x.AccountId.ToString()), (UniqueKind.CleanerReference, x.ExternalReference)],
        CustomerRegistered x => [(UniqueKind.CustomerReference, x.ExternalReference)],
        SiteRegistered x => [(UniqueKind.SiteReference, x.ExternalReference)],
        JobBooked x => [(UniqueKind.JobReference, x.ExternalReference)],
        EmergencyAccessOpened x => [(UniqueKind.EmergencyAccess, x.AccountId.ToString())],
        _ => [],
    };

    private static void Release(IDocumentOperations operations, UniqueKind[] kinds, params Guid[] streams) => operations.QueueSqlCommand(
        "delete from public.unique_claim where kind = any(?) and stream_id = any(?)", kinds.Select(x => x.ToString()).ToArray(), streams);

    // Many are erased: where the table is made anew, they must not seem to be one.
    private static string? Unerased(string value) => value is ProtectedAttribute.Erased ? null : value;
}
