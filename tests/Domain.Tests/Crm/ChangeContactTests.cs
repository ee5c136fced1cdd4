using CleaningEvents.Domain.Crm;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Crm;

public class ChangeContactTests
{
    [Theory]
    [InlineData("Bar Scala", "+39 02 1", "bar@example.com")]
    [InlineData("Bar Duomo", null, "bar@example.com")]
    [InlineData("Bar Duomo", "+39 02 1", "duomo@example.com")]
    public void one_new_value_is_a_change(string name, string? phone, string? email) =>
        Given<Customer>(BarRegistered).When(customer => customer.ChangeContact(name, phone, email))
            .Then(new ContactChanged(CustomerId, MilanId, name, phone, email));

    [Fact]
    public void the_known_contact_changes_nothing() =>
        Given<Customer>(BarRegistered).When(customer => customer.ChangeContact("Bar Duomo", "+39 02 1", "bar@example.com")).Then();
}
