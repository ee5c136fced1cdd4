using CleaningEvents.Domain.Access;

namespace CleaningEvents.Domain.Crm;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Somebody became a customer of a branch. It says nothing of an agreement.</summary>
public record CustomerRegistered(
    Guid CustomerId, Guid BranchId,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Contact)] string Name,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Contact)] string? Phone,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Contact)] string? Email,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference);

/// <summary>The customer is to be named and reached differently from now on; all three values are the new ones.</summary>
public record ContactChanged(
    Guid CustomerId, Guid BranchId,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Contact)] string Name,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Contact)] string? Phone,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Contact)] string? Email);

/// <summary>What the rules need to know of a customer.</summary>
public record Customer(Guid Id, Guid BranchId, string Name, string? Phone, string? Email, string? ExternalReference) : IEvolve<Customer>, IBelongToBranch
{
    public static Decision Register(Customer? existing, CustomerRegistered registered, Branch branch, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.BranchId, existing.ExternalReference) == (registered.BranchId, registered.ExternalReference)
                ? Nothing
                : Refuse("id-taken", "Another customer has this id.");
        if (taken.By(UniqueKind.CustomerReference, registered.ExternalReference) is not null)
            return Refuse("external-reference-taken", "Another customer came from outside under this reference.");

        if (!branch.IsOpen)
            return Refuse("branch-closed", "The branch takes no new work.");

        return Accept(registered);
    }

    public Decision ChangeContact(string name, string? phone, string? email) =>
        (Name, Phone, Email) == (name, phone, email) ? Nothing : Accept(new ContactChanged(Id, BranchId, name, phone, email));

    public static Customer? Evolve(Customer? customer, object @event) => @event switch
    {
        CustomerRegistered e => new Customer(e.CustomerId, e.BranchId, e.Name, e.Phone, e.Email, e.ExternalReference),
        ContactChanged e => customer! with { Name = e.Name, Phone = e.Phone, Email = e.Email },
        _ => customer,
    };
}
