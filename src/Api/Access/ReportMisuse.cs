using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using FluentValidation;
using Marten;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="CaseId">A new UUIDv7 from the client.</param>
/// <param name="What">What was noticed, at most 2,000 characters; whoever looks into it learns no more of the reporter than stands here.</param>
/// <param name="EmployeeNumber">Whose account is misused; left out for one's own.</param>
public record ReportMisuse(Guid CaseId, string What, string? EmployeeNumber = null)
{
    public class Validator : AbstractValidator<ReportMisuse>
    {
        public Validator()
        {
            RuleFor(x => x.CaseId).NotEmpty();
            RuleFor(x => x.What).Text(2_000);
            RuleFor(x => x.EmployeeNumber).OptionalText(50);
        }
    }
}

public static class ReportMisuseEndpoint
{
    /// <summary>Tells the security administrators that an account is misused; whom it is about is not told, and who told it is seen by the audit alone.</summary>
    [WolverinePost("/api/access/misuse-reports"), OpenToEmployees("everybody reports what they notice; policy 3.1")]
    public static Task<IResult> Post(ReportMisuse command, Commands commands) =>
        commands.Start<MisuseCase>(command.CaseId, $"/api/access/cases/{command.CaseId}", async (found, facts) =>
            MisuseCase.Report(found, new AccountMisuseReported(command.CaseId, await AccountOf(command.EmployeeNumber, facts), command.What, facts.Now)));

    private static async Task<Guid> AccountOf(string? employeeNumber, Facts facts)
    {
        if (employeeNumber is null)
            return facts.Actor.AccountId;

        var account = await facts.Session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == employeeNumber, facts.Cancelled);
        return account?.Id ?? throw new UnknownReferenceException("employeeNumber");
    }
}
