using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

/// <param name="CustomerId">A new UUIDv7 from the client.</param>
/// <param name="BranchId">The branch that serves the customer.</param>
/// <param name="Name">Name of the person or company, at most 200 characters.</param>
/// <param name="Phone">Phone number, at most 40 characters.</param>
/// <param name="Email">E-mail address, at most 200 characters.</param>
/// <param name="ExternalReference">The customer's number where it comes from, at most 100 characters; unique.</param>
public record RegisterCustomer(
    Guid CustomerId, Guid BranchId, string Name, string? Phone = null, string? Email = null, string? ExternalReference = null)
{
    public class Validator : AbstractValidator<RegisterCustomer>
    {
        public Validator()
        {
            RuleFor(x => x.CustomerId).NotEmpty();
            RuleFor(x => x.BranchId).NotEmpty();
            RuleFor(x => x.Name).Text(200);
            RuleFor(x => x.Phone).OptionalText(40);
            RuleFor(x => x.Email).OptionalText(200).EmailAddress();
            RuleFor(x => x.ExternalReference).OptionalText(100);
        }
    }
}

public static class RegisterCustomerEndpoint
{
    /// <summary>Registers a customer of a branch.</summary>
    [WolverinePost("/api/crm/customers"), Permission(Permission.RegisterCustomers)]
    public static Task<IResult> Post(RegisterCustomer command, Commands commands) =>
        commands.Start<Customer>(command.CustomerId, $"/api/crm/customers/{command.CustomerId}", async (customer, facts) =>
        {
            var registered = new CustomerRegistered(
                command.CustomerId, command.BranchId, command.Name, command.Phone, command.Email, command.ExternalReference);
            return Customer.Register(customer, registered, await facts.The<Branch>(command.BranchId),
                await facts.Claims((UniqueKind.CustomerReference, command.ExternalReference)));
        });
}
