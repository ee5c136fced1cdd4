using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections;

/// <summary>Keeps <c>unique_claim</c>: the values that may belong to one stream only. A second claim fails its whole transaction.</summary>
public class UniqueClaimsTable : EventProjection
{
    public UniqueClaimsTable()
    {
        Name = nameof(UniqueClaimsTable);
        Options.DeleteDataInTableOnTeardown("public.unique_claim");
        IncludeType<AccountOpened>();
        IncludeType<AccountClosed>();
        IncludeType<RoleDefined>();
        IncludeType<BranchOpened>();
        IncludeType<CleanerJoined>();
        IncludeType<CustomerRegistered>();
        IncludeType<SiteRegistered>();
        IncludeType<JobBooked>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        foreach (var (kind, value) in Claims(e.Data))
            if (value is not null)
                operations.QueueSqlCommand("insert into public.unique_claim (kind, value, stream_id) values (?, ?, ?)", kind.ToString(), value, e.StreamId);

        // The person may be employed again; the employee number is never given twice.
        if (e.Data is AccountClosed)
            operations.QueueSqlCommand(
                "delete from public.unique_claim where kind = ? and stream_id = ?", nameof(UniqueKind.Identity), e.StreamId);

        return ValueTask.CompletedTask;
    }

    private static (UniqueKind Kind, string? Value)[] Claims(object @event) => @event switch
    {
        AccountOpened x => [(UniqueKind.EmployeeNumber, x.EmployeeNumber), (UniqueKind.Identity, x.IdentityNumber)],
        RoleDefined x => [(UniqueKind.RoleName, x.Name)],
        BranchOpened x => [(UniqueKind.BranchName, x.Name)],
        CleanerJoined x => [(UniqueKind.CleanerAccount, x.AccountId.ToString()), (UniqueKind.CleanerReference, x.ExternalReference)],
        CustomerRegistered x => [(UniqueKind.CustomerReference, x.ExternalReference)],
        SiteRegistered x => [(UniqueKind.SiteReference, x.ExternalReference)],
        JobBooked x => [(UniqueKind.JobReference, x.ExternalReference)],
        _ => [],
    };
}
