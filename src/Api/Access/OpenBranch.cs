using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="BranchId">A new UUIDv7 from the client.</param>
/// <param name="Name">What people call it, at most 100 characters; unique.</param>
/// <param name="Zone">IANA time zone, such as Asia/Shanghai.</param>
/// <param name="Currency">ISO 4217 code, such as CNY.</param>
public record OpenBranch(Guid BranchId, string Name, string Zone, string Currency)
{
    public class Validator : AbstractValidator<OpenBranch>
    {
        public Validator()
        {
            RuleFor(x => x.BranchId).NotEmpty();
            RuleFor(x => x.Name).Text(100);
            RuleFor(x => x.Zone).Text(60);
            RuleFor(x => x.Currency).NotNull().Matches("^[A-Z]{3}$");
        }
    }
}

public static class OpenBranchEndpoint
{
    /// <summary>Opens a branch of the company.</summary>
    [WolverinePost("/api/access/branches"), Permission(Permission.OpenBranches)]
    public static Task<IResult> Post(OpenBranch command, Commands commands) =>
        commands.Start<Branch>(command.BranchId, $"/api/access/branches/{command.BranchId}", async (branch, facts) =>
            Branch.Open(branch, command.BranchId, command.Name, command.Zone, command.Currency, await facts.Claims((UniqueKind.BranchName, command.Name))));
}
