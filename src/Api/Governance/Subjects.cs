using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Dispatch;
using Marten;

namespace CleaningEvents.Api.Governance;

/// <summary>Finds what decisions about a subject must know.</summary>
public static class Subjects
{
    /// <exception cref="UnknownReferenceException">It is neither a customer nor an account.</exception>
    public static async Task<SubjectFacts> Subject(this Facts facts, Guid subjectId) =>
        await facts.Find<Customer>(subjectId) is not null ? await facts.Customer(subjectId)
        : await facts.Find<Account>(subjectId) is { } account ? await facts.Employee(account)
        : throw new UnknownReferenceException("subjectId");

    private static async Task<SubjectFacts> Customer(this Facts facts, Guid customerId)
    {
        var hasOpenJobs = await facts.Session.Query<BoardCard>().AnyAsync(
            x => x.CustomerId == customerId && x.Status.IsOneOf(JobStatus.Booked, JobStatus.Assigned, JobStatus.InProgress), facts.Cancelled);
        return new SubjectFacts(SubjectKind.Customer, [customerId], hasOpenJobs, EndedAt: null);
    }

    private static async Task<SubjectFacts> Employee(this Facts facts, Account account)
    {
        var cleaners = await facts.Session.Query<CleanerDetails>().Where(x => x.AccountId == account.Id).ToListAsync(facts.Cancelled);
        return new SubjectFacts(
            SubjectKind.Employee, [account.Id, .. cleaners.Select(x => x.Id)],
            account.Status is not AccountStatus.Closed || cleaners.Any(x => x.IsActive), account.ClosedAt);
    }
}
