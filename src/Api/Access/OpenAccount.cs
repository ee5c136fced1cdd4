using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="AccountId">A new UUIDv7 from the client.</param>
/// <param name="EmployeeNumber">The employee's own number, 1 to 20 letters, digits or hyphens; never given twice.</param>
/// <param name="IdentityNumber">Number of the identity document, 4 to 40 characters; one open account for one identity.</param>
/// <param name="Name">The person's name, at most 100 characters.</param>
/// <param name="PositionId">The position, which gives the first roles.</param>
/// <param name="BranchId">The branch the person works for; null for the head office.</param>
public record OpenAccount(Guid AccountId, string EmployeeNumber, string IdentityNumber, string Name, Guid PositionId, Guid? BranchId = null)
{
    public class Validator : AbstractValidator<OpenAccount>
    {
        public Validator()
        {
            RuleFor(x => x.AccountId).NotEmpty();
            RuleFor(x => x.EmployeeNumber).NotNull().Matches("^[A-Za-z0-9-]{1,20}$");
            RuleFor(x => x.IdentityNumber).Text(40).MinimumLength(4);
            RuleFor(x => x.Name).Text(100);
            RuleFor(x => x.PositionId).NotEmpty();
        }
    }
}

public static class OpenAccountEndpoint
{
    /// <summary>Opens an employee's own account with what the position gives.</summary>
    [WolverinePost("/api/access/accounts"), Permission(Permission.OpenAccounts)]
    public static Task<IResult> Post(OpenAccount command, Commands commands) =>
        commands.Start<Account>(command.AccountId, $"/api/access/accounts/{command.AccountId}", async (account, facts) =>
        {
            if (command.BranchId is { } branchId)
                await facts.The<Branch>(branchId);
            return await facts.Hire(account, new AccountOpened(
                command.AccountId, command.EmployeeNumber, command.IdentityNumber, command.Name, command.PositionId, command.BranchId));
        });
}
