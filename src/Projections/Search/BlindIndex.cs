using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Search;

/// <summary>Keeps <c>blind_index</c>, by which protected fields are found; as fresh as the last command. Who is erased is found no more.</summary>
public class BlindIndex : EventProjection
{
    private readonly Blinding blind;

    public BlindIndex(Blinding blind)
    {
        this.blind = blind;
        Name = nameof(BlindIndex);
        Options.DeleteDataInTableOnTeardown("public.blind_index");
        IncludeType<CustomerRegistered>();
        IncludeType<ContactChanged>();
        IncludeType<SiteRegistered>();
        IncludeType<AccountOpened>();
        IncludeType<CleanerJoined>();
        IncludeType<PersonalDataErased>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case CustomerRegistered x:
                Keep(SearchableField.CustomerName, x.CustomerId, x.CustomerId, x.BranchId, x.Name);
                Keep(SearchableField.CustomerPhone, x.CustomerId, x.CustomerId, x.BranchId, x.Phone);
                Keep(SearchableField.CustomerEmail, x.CustomerId, x.CustomerId, x.BranchId, x.Email);
                break;
            case ContactChanged x:
                Keep(SearchableField.CustomerName, x.CustomerId, x.CustomerId, x.BranchId, x.Name);
                Keep(SearchableField.CustomerPhone, x.CustomerId, x.CustomerId, x.BranchId, x.Phone);
                Keep(SearchableField.CustomerEmail, x.CustomerId, x.CustomerId, x.BranchId, x.Email);
                break;
            case SiteRegistered x:
                Keep(SearchableField.SiteName, x.SiteId, x.CustomerId, x.BranchId, x.Name);
                Keep(SearchableField.SiteAddress, x.SiteId, x.CustomerId, x.BranchId, x.Address);
                break;
            case AccountOpened x:
                // An account is the company's, wherever its holder works.
                Keep(SearchableField.AccountName, x.AccountId, x.AccountId, Guid.Empty, x.Name);
                break;
            case CleanerJoined x:
                Keep(SearchableField.CleanerName, x.CleanerId, x.CleanerId, x.BranchId, x.Name);
                break;
            case PersonalDataErased x:
                operations.QueueSqlCommand("delete from public.blind_index where subject_id = any(?)", x.Covers.ToArray());
                break;
        }

        return ValueTask.CompletedTask;

        void Keep(SearchableField field, Guid id, Guid subject, Guid branch, string? value)
        {
            if (Tokens(field, value) is { Length: > 0 } tokens)
                operations.QueueSqlCommand(
                    """
                    insert into public.blind_index (model, record_id, field, subject_id, branch_id, tokens)
                    values (?, ?, ?, ?, nullif(?, '00000000-0000-0000-0000-000000000000'), ?)
                    on conflict (model, record_id, field) do update set tokens = excluded.tokens
                    """,
                    field.Model, id, field.Column, subject, branch, tokens);
            else
                operations.QueueSqlCommand("delete from public.blind_index where model = ? and record_id = ? and field = ?", field.Model, id, field.Column);
        }
    }

    private long[] Tokens(SearchableField field, string? value) => field.Tokens(Terms.Of(value, field.Kind), blind);
}
