using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Crm;

public class RegisterCustomerTests
{
    [Fact]
    public void a_branch_gets_a_customer() =>
        GivenNothing<Customer>().When(customer => Register(customer, BarRegistered)).Then(BarRegistered);

    [Fact]
    public void a_customer_need_not_come_from_outside() =>
        GivenNothing<Customer>().When(customer => Register(customer, BarRegistered with { ExternalReference = null }))
            .Then(BarRegistered with { ExternalReference = null });

    [Fact]
    public void a_repeated_request_does_not_undo_a_later_change() =>
        Given<Customer>(BarRegistered, new ContactChanged(CustomerId, MilanId, "Bar Scala", null, null))
            .When(customer => Register(customer, BarRegistered)).Then();

    [Fact]
    public void a_repeated_request_holds_although_the_branch_was_closed_since() =>
        Given<Customer>(BarRegistered).When(customer => Register(customer, BarRegistered, ClosedMilan)).Then();

    [Fact]
    public void an_id_belongs_to_one_branch() =>
        Given<Customer>(BarRegistered).When(customer => Register(customer, BarRegistered with { BranchId = Number(30) }))
            .ThenRefused("id-taken");

    [Fact]
    public void an_id_has_one_reference() =>
        Given<Customer>(BarRegistered).When(customer => Register(customer, BarRegistered with { ExternalReference = "C-2" }))
            .ThenRefused("id-taken");

    [Fact]
    public void importing_twice_makes_one_customer() =>
        GivenNothing<Customer>().When(customer => Register(customer, BarRegistered, taken: Taken(UniqueKind.CustomerReference, "C-1")))
            .ThenRefused("external-reference-taken");

    [Fact]
    public void a_closed_branch_takes_no_customers() =>
        GivenNothing<Customer>().When(customer => Register(customer, BarRegistered, ClosedMilan)).ThenRefused("branch-closed");

    private static Decision Register(Customer? customer, CustomerRegistered registered, Branch? branch = null, UniqueClaims? taken = null) =>
        Customer.Register(customer, registered, branch ?? Milan, taken ?? UniqueClaims.None);
}
