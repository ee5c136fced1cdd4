using CleaningEvents.Domain;
using CleaningEvents.Domain.Crm;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Crm;

/// <summary>One customer as the office sees them; as fresh as the last command.</summary>
public record CustomerDetails(
    Guid Id, Guid BranchId,
    [Protected(nameof(Id), DataClass.Confidential, Purpose.Contact)] string Name,
    [Protected(nameof(Id), DataClass.Confidential, Purpose.Contact)] string? Phone,
    [Protected(nameof(Id), DataClass.Confidential, Purpose.Contact)] string? Email,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference) : IVersioned, IBelongToBranch
{
    /// <summary>Version of the customer's stream, which is its ETag.</summary>
    public int Version { get; init; }
}

/// <summary>Keeps <see cref="CustomerDetails"/>.</summary>
public class CustomerDetailsProjection : SingleStreamProjection<CustomerDetails, Guid>
{
    public override CustomerDetails? Evolve(CustomerDetails? customer, Guid id, IEvent e) => e.Data switch
    {
        CustomerRegistered x => new CustomerDetails(x.CustomerId, x.BranchId, x.Name, x.Phone, x.Email, x.ExternalReference),
        ContactChanged x => customer! with { Name = x.Name, Phone = x.Phone, Email = x.Email },
        _ => customer,
    };
}
