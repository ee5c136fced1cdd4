namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>An employee got an own account. It says nothing of rights: those come by <see cref="RoleGranted"/>.</summary>
public record AccountOpened(
    Guid AccountId,
    [Plain(DataClass.Internal, "The company gives it; sign-in looks for it.")] string EmployeeNumber,
    [Protected(nameof(AccountId), DataClass.Restricted, Purpose.Employment)] string IdentityNumber,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Employment)] string Name,
    [Plain(DataClass.Internal, "Many people hold the same position.")] string Position,
    Guid? BranchId);

/// <summary>A one-time secret to choose a password was handed out; it replaces any earlier one. Only its hash is kept, outside the log.</summary>
public record EnrolmentOffered([Beneficiary] Guid AccountId, DateTimeOffset ExpiresAt);

/// <summary>The employee chose a new secret. What it is never enters the log.</summary>
public record CredentialChanged(Guid AccountId, CredentialKind Kind);

/// <summary>A role was given, for the whole company or one branch, until <paramref name="ExpiresAt"/> (excluded) or for good.</summary>
public record RoleGranted([Beneficiary] Guid AccountId, Guid RoleId, Scope Scope, Guid? BranchId, DateTimeOffset? ExpiresAt);

/// <summary>A role was taken away; from the next request on it gives nothing.</summary>
public record RoleRevoked(Guid AccountId, Guid RoleId, [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>The account opens no door for a while; its roles stay.</summary>
public record AccountSuspended(Guid AccountId, [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>The account works again as before it was suspended.</summary>
public record AccountReinstated([Beneficiary] Guid AccountId, [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>The account is closed for good and lost every role. The employee's number is never given again.</summary>
public record AccountClosed(
    Guid AccountId, [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason, DateTimeOffset OccurredAt);

/// <summary>Something unusual was noticed: a session that began before <paramref name="Since"/> opens nothing until its holder has proved anew who they are.</summary>
public record ProofAsked(Guid AccountId, DateTimeOffset Since, Guid AlertId);

/// <summary>What kind of secret proves who somebody is.</summary>
public enum CredentialKind { Password }

/// <summary>How far a grant reaches.</summary>
public enum Scope
{
    /// <summary>Only what is the holder's own: a cleaner's own jobs.</summary>
    Own,

    /// <summary>Everything of one branch.</summary>
    Branch,

    /// <summary>Everything.</summary>
    Company,
}

/// <summary>Whether an account opens doors.</summary>
public enum AccountStatus { Open, Suspended, Closed }

/// <summary>A role that an account holds.</summary>
public readonly record struct Grant(Guid RoleId, Scope Scope, Guid? BranchId, DateTimeOffset? ExpiresAt);

/// <summary>What the rules need to know of an account.</summary>
public record Account(
    Guid Id, string EmployeeNumber, string IdentityNumber, AccountStatus Status, IReadOnlyList<Grant> Grants, DateTimeOffset? ClosedAt = null)
    : IEvolve<Account>
{
    /// <summary>Sessions count that began then or later; null for all.</summary>
    public DateTimeOffset? ProofSince { get; init; }

    public static Decision Open(Account? existing, AccountOpened opened, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.EmployeeNumber, existing.IdentityNumber) == (opened.EmployeeNumber, opened.IdentityNumber)
                ? Nothing
                : Refuse("id-taken", "Another account has this id.");
        if (taken.By(UniqueKind.EmployeeNumber, opened.EmployeeNumber) is not null)
            return Refuse("employee-number-taken", "Another account has this employee number.");
        if (taken.By(UniqueKind.Identity, opened.IdentityNumber) is not null)
            return Refuse("identity-has-account", "This person has an open account already; one account for one identity.");

        return Accept(opened);
    }

    public Decision OfferEnrolment(DateTimeOffset expiresAt) =>
        Status is AccountStatus.Closed ? RefuseClosed() : Accept(new EnrolmentOffered(Id, expiresAt));

    public Decision ChangePassword() =>
        Status is AccountStatus.Open ? Accept(new CredentialChanged(Id, CredentialKind.Password)) : RefuseClosed();

    /// <remarks><paramref name="grantedBy"/> is the account that grants; null for the installation itself.</remarks>
    public Decision GrantRole(Role role, Grant grant, Guid? grantedBy, DateTimeOffset now)
    {
        if (grantedBy == Id)
            return Refuse("no-self-grant", "Nobody grants a role to themselves.");
        if (Status is not AccountStatus.Open)
            return RefuseClosed();
        if (grant.Scope is Scope.Branch != grant.BranchId is not null)
            return Refuse("branch-for-branch-scope", "A grant for a branch names the branch, and no other grant does.");
        if (grant.ExpiresAt <= now)
            return Refuse("grant-already-expired", "The grant would end before it begins.");
        if (Grants.Contains(grant))
            return Nothing;

        return Accept(new RoleGranted(Id, role.Id, grant.Scope, grant.BranchId, grant.ExpiresAt));
    }

    public Decision RevokeRole(Guid roleId, string reason) =>
        Grants.Any(x => x.RoleId == roleId) ? Accept(new RoleRevoked(Id, roleId, reason)) : Nothing;

    public Decision Suspend(string reason) => Status switch
    {
        AccountStatus.Open => Accept(new AccountSuspended(Id, reason)),
        AccountStatus.Suspended => Nothing,
        _ => RefuseClosed(),
    };

    public Decision Reinstate(string reason) => Status switch
    {
        AccountStatus.Suspended => Accept(new AccountReinstated(Id, reason)),
        AccountStatus.Open => Nothing,
        _ => RefuseClosed(),
    };

    public Decision Close(string reason, DateTimeOffset now) =>
        Status is AccountStatus.Closed ? Nothing : Accept(new AccountClosed(Id, reason, now));

    /// <summary>Asks the holder to prove anew who they are; whoever did so since need not do it again.</summary>
    public Decision AskProof(DateTimeOffset since, Guid alertId) => ProofSince >= since ? Nothing : Accept(new ProofAsked(Id, since, alertId));

    public static Account? Evolve(Account? account, object @event) => @event switch
    {
        AccountOpened e => new Account(e.AccountId, e.EmployeeNumber, e.IdentityNumber, AccountStatus.Open, []),
        RoleGranted e => account! with
        {
            Grants = [.. account.Grants.Where(x => x.RoleId != e.RoleId), new Grant(e.RoleId, e.Scope, e.BranchId, e.ExpiresAt)],
        },
        RoleRevoked e => account! with { Grants = [.. account.Grants.Where(x => x.RoleId != e.RoleId)] },
        AccountSuspended => account! with { Status = AccountStatus.Suspended },
        AccountReinstated => account! with { Status = AccountStatus.Open },
        AccountClosed e => account! with { Status = AccountStatus.Closed, Grants = [], ClosedAt = e.OccurredAt },
        ProofAsked e => account! with { ProofSince = e.Since },
        _ => account,
    };

    private static Decision RefuseClosed() => Refuse("account-not-open", "The account is not open.");
}
