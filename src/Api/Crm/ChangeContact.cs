using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

/// <param name="Name">Name of the person or company, at most 200 characters.</param>
/// <param name="Phone">Phone number, at most 40 characters; null for none.</param>
/// <param name="Email">E-mail address, at most 200 characters; null for none.</param>
public record ChangeContact(string Name, string? Phone = null, string? Email = null)
{
    public class Validator : AbstractValidator<ChangeContact>
    {
        public Validator()
        {
            RuleFor(x => x.Name).Text(200);
            RuleFor(x => x.Phone).OptionalText(40);
            RuleFor(x => x.Email).OptionalText(200).EmailAddress();
        }
    }
}

public static class ChangeContactEndpoint
{
    /// <summary>Says anew how a customer is named and reached.</summary>
    [WolverinePost("/api/crm/customers/{customerId}/change-contact"), Permission(Permission.RegisterCustomers)]
    public static Task<IResult> Post(Guid customerId, ChangeContact command, Commands commands) =>
        commands.Change<Customer>(customerId, (customer, _) => customer.ChangeContact(command.Name, command.Phone, command.Email));
}
