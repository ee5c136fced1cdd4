using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, at most 500 characters.</param>
public record CloseBranch(string Reason)
{
    public class Validator : AbstractValidator<CloseBranch>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class CloseBranchEndpoint
{
    /// <summary>Closes a branch: it takes no new work.</summary>
    [WolverinePost("/api/access/branches/{branchId}/close"), Permission(Permission.OpenBranches)]
    public static Task<IResult> Post(Guid branchId, CloseBranch command, Commands commands) =>
        commands.Change<Branch>(branchId, (branch, _) => branch.Close(command.Reason));
}
