using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One account, its position and the roles it holds: what sign-in and every permission check look at; as fresh as the last command.</summary>
public record AccountDetails(
    Guid Id,
    [Plain(DataClass.Internal, "The company gives it; sign-in looks for it.")] string EmployeeNumber,
    [Protected(nameof(Id), DataClass.Confidential, Purpose.Employment)] string Name,
    Guid PositionId, Guid? BranchId, AccountStatus Status) : IVersioned
{
    /// <summary>Version of the account's stream, which is its ETag.</summary>
    public int Version { get; init; }

    public IReadOnlyList<Grant> Grants { get; init; } = [];

    public IReadOnlyList<EnrolledFactor> Factors { get; init; } = [];

    /// <summary>Recovery codes not yet used.</summary>
    public int RecoveryCodesLeft { get; init; }

    /// <summary>Sessions count that began later; null for all.</summary>
    public DateTimeOffset? ProofSince { get; init; }
}

/// <summary>Keeps <see cref="AccountDetails"/>.</summary>
public class AccountDetailsProjection : SingleStreamProjection<AccountDetails, Guid>
{
    public override AccountDetails? Evolve(AccountDetails? account, Guid id, IEvent e) => e.Data switch
    {
        AccountOpened x => new AccountDetails(x.AccountId, x.EmployeeNumber, x.Name, x.PositionId, x.BranchId, AccountStatus.Open),
        RoleGranted or RoleRevoked => account! with { Grants = Grant.After(account.Grants, e.Data) },
        PositionChanged x => account! with { PositionId = x.PositionId, BranchId = x.BranchId, Grants = Grant.After(account.Grants, x) },
        AccountSuspended => account! with { Status = AccountStatus.Suspended },
        AccountReinstated => account! with { Status = AccountStatus.Open },
        AccountClosed x => account! with { Status = AccountStatus.Closed, Grants = Grant.After(account.Grants, x) },
        SecondFactorEnrolled x => account! with { Factors = [.. account.Factors, new EnrolledFactor(x.FactorId, x.Kind)] },
        SecondFactorRemoved x => Without(account!, x),
        RecoveryCodesMade x => account! with { RecoveryCodesLeft = x.Count },
        RecoveryCodeUsed x => account! with { RecoveryCodesLeft = x.Left },
        ProofAsked x => account! with { ProofSince = x.Since },
        _ => account,
    };

    private static AccountDetails Without(AccountDetails account, SecondFactorRemoved removed)
    {
        EnrolledFactor[] left = [.. account.Factors.Where(x => x.FactorId != removed.FactorId)];
        return account with { Factors = left, RecoveryCodesLeft = left is [] ? 0 : account.RecoveryCodesLeft };
    }
}
