using CleaningEvents.Domain;
using CleaningEvents.Domain.Crm;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Crm;

/// <summary>One customer as the office sees them; as fresh as the last command.</summary>
public record CustomerDetails(Guid Id, Guid BranchId, string Name, string? Phone, string? Email, string? ExternalReference) : IVersioned, IBelongToBranch
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
