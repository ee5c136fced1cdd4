using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One account and the roles it holds: what sign-in and every permission check look at; as fresh as the last command.</summary>
public record AccountDetails(
    Guid Id,
    [Plain(DataClass.Internal, "The company gives it; sign-in looks for it.")] string EmployeeNumber,
    [Protected(nameof(Id), DataClass.Confidential, Purpose.Employment)] string Name,
    [Plain(DataClass.Internal, "Many people hold the same position.")] string Position,
    Guid? BranchId, AccountStatus Status) : IVersioned
{
    /// <summary>Version of the account's stream, which is its ETag.</summary>
    public int Version { get; init; }

    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>Sessions count that began later; null for all.</summary>
    public DateTimeOffset? ProofSince { get; init; }
}

/// <summary>Keeps <see cref="AccountDetails"/>.</summary>
public class AccountDetailsProjection : SingleStreamProjection<AccountDetails, Guid>
{
    public override AccountDetails? Evolve(AccountDetails? account, Guid id, IEvent e) => e.Data switch
    {
        AccountOpened x => new AccountDetails(x.AccountId, x.EmployeeNumber, x.Name, x.Position, x.BranchId, AccountStatus.Open),
        RoleGranted x => account! with { Grants = [.. Without(account, x.RoleId), new Grant(x.RoleId, x.Scope, x.BranchId, x.ExpiresAt)] },
        RoleRevoked x => account! with { Grants = [.. Without(account, x.RoleId)] },
        AccountSuspended => account! with { Status = AccountStatus.Suspended },
        AccountReinstated => account! with { Status = AccountStatus.Open },
        AccountClosed => account! with { Status = AccountStatus.Closed, Grants = [] },
        ProofAsked x => account! with { ProofSince = x.Since },
        _ => account,
    };

    private static IEnumerable<Grant> Without(AccountDetails account, Guid roleId) => account.Grants.Where(x => x.RoleId != roleId);
}
