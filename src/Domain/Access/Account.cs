namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>An employee got an own account for a position. It says nothing of rights: those come by <see cref="RoleGranted"/>.</summary>
public record AccountOpened(
    Guid AccountId,
    [Plain(DataClass.Internal, "The company gives it; sign-in looks for it.")] string EmployeeNumber,
    [Protected(nameof(AccountId), DataClass.Restricted, Purpose.Employment)] string IdentityNumber,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Employment)] string Name,
    Guid PositionId, Guid? BranchId);

/// <summary>A one-time secret to choose a password was handed out; it replaces any earlier one. Only its hash is kept, outside the log.</summary>
public record EnrolmentOffered([Beneficiary] Guid AccountId, DateTimeOffset ExpiresAt);

/// <summary>The employee chose a new secret. What it is never enters the log.</summary>
public record CredentialChanged(Guid AccountId, CredentialKind Kind);

/// <summary>A user of another issuer was let into the account, instead of any before.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Issuer">Address of the issuer (<c>iss</c>).</param>
/// <param name="Subject">What the issuer calls the user (<c>sub</c>).</param>
public record IdentityLinked(
    [Beneficiary] Guid AccountId,
    [Plain(DataClass.Internal, "The address of a service.")] string Issuer,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Employment)] string Subject);

/// <summary>A role was given until <paramref name="ExpiresAt"/> (excluded) or for good, in place of an earlier grant of it for the same branch or for none.</summary>
public record RoleGranted([Beneficiary] Guid AccountId, Guid RoleId, Scope Scope, Guid? BranchId, DateTimeOffset? ExpiresAt);

/// <summary>A role was taken away, for <paramref name="BranchId"/> or, when null, for no branch; from the next request on it gives nothing.</summary>
public record RoleRevoked(
    Guid AccountId, Guid RoleId, [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason, Guid? BranchId = null);

/// <summary>The holder took another position, or took up their own anew: nothing is left that the position does not give.</summary>
/// <param name="AccountId">Who moved.</param>
/// <param name="FromPositionId">The position before.</param>
/// <param name="PositionId">The position from now on.</param>
/// <param name="BranchId">The branch from now on; null for the head office.</param>
/// <param name="Lost">Grants held before and not any more, however they came.</param>
/// <param name="Gained">Grants that were not held before.</param>
/// <param name="Reason">Why.</param>
/// <param name="OccurredAt">When, by the business clock.</param>
public record PositionChanged(
    [Beneficiary] Guid AccountId, Guid FromPositionId, Guid PositionId, Guid? BranchId, IReadOnlyList<Grant> Lost, IReadOnlyList<Grant> Gained,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason, DateTimeOffset OccurredAt);

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

/// <summary>Whether an account opens doors.</summary>
public enum AccountStatus { Open, Suspended, Closed }

/// <summary>What the rules need to know of an account.</summary>
public partial record Account(
    Guid Id, string EmployeeNumber, string IdentityNumber, Guid PositionId, Guid? BranchId, AccountStatus Status, IReadOnlyList<Grant> Grants,
    DateTimeOffset? ClosedAt = null, string? Link = null)
    : IEvolve<Account>
{
    /// <summary>Sessions count that began then or later; null for all.</summary>
    public DateTimeOffset? ProofSince { get; init; }

    /// <summary>Opens the account with what its position gives.</summary>
    public static Decision Open(Account? existing, AccountOpened opened, Position position, Separation separation, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.EmployeeNumber, existing.IdentityNumber) == (opened.EmployeeNumber, opened.IdentityNumber)
                ? Nothing
                : Refuse("id-taken", "Another account has this id.");
        if (taken.By(UniqueKind.EmployeeNumber, opened.EmployeeNumber) is not null)
            return Refuse("employee-number-taken", "Another account has this employee number.");
        if (taken.By(UniqueKind.Identity, opened.IdentityNumber) is not null)
            return Refuse("identity-has-account", "This person has an open account already; one account for one identity.");

        var first = position.GrantsFor(opened.BranchId);
        return Obstacle(opened.AccountId, position, opened.BranchId, separation)
            ?? Accept([opened, .. first.Select(x => Given(opened.AccountId, x))]) with { IsSensitive = separation.IsSensitive(first) };
    }

    public Decision OfferEnrolment(DateTimeOffset expiresAt) =>
        Status is AccountStatus.Closed ? RefuseClosed() : Accept(new EnrolmentOffered(Id, expiresAt));

    public Decision ChangePassword() =>
        Status is AccountStatus.Open ? Accept(new CredentialChanged(Id, CredentialKind.Password)) : RefuseClosed();

    /// <summary>A user of an issuer as one text; nobody else's is the same, as no address has a space in it.</summary>
    public static string LinkOf(string issuer, string subject) => $"{issuer} {subject}";

    public Decision LinkIdentity(string issuer, string subject, UniqueClaims taken)
    {
        if (Status is AccountStatus.Closed)
            return RefuseClosed();
        if (Link == LinkOf(issuer, subject))
            return Nothing;
        if (taken.By(UniqueKind.IssuerSubject, LinkOf(issuer, subject)) is not null)
            return Refuse("identity-linked", "This user is let into another account.");

        return Accept(new IdentityLinked(Id, issuer, subject));
    }

    /// <remarks><paramref name="grantedBy"/> is the account that grants; null for the installation itself.</remarks>
    public Decision GrantRole(Grant grant, Separation separation, Guid? grantedBy, DateTimeOffset now)
    {
        if (grantedBy == Id)
            return RefuseSelf();
        if (Status is not AccountStatus.Open)
            return RefuseClosed();
        if (grant.Scope is Scope.Branch != grant.BranchId is not null)
            return Refuse("branch-for-branch-scope", "A grant for a branch names the branch, and no other grant does.");
        if (!grant.IsInForce(now))
            return Refuse("grant-already-expired", "The grant would end before it begins.");
        if (Grants.Contains(grant))
            return Nothing;

        var granted = Given(Id, grant);
        return separation.Objection(Id, Grant.After(Grants, granted).Where(x => x.IsInForce(now)))
            ?? Accept(granted) with { IsSensitive = separation.IsSensitive([grant]) };
    }

    /// <summary>Takes the role away for the branch, or, where none is named, wherever it is held.</summary>
    public Decision RevokeRole(Guid roleId, string reason, Guid? branchId = null) =>
        Accept([.. Grants.Where(x => x.RoleId == roleId && (branchId is null || x.BranchId == branchId)).Select(x => new RoleRevoked(Id, roleId, reason, x.BranchId))]);

    /// <summary>Replaces whatever the account holds by what <paramref name="position"/> gives; for the same position too, which brings it up to date.</summary>
    /// <remarks><paramref name="movedBy"/> is the account that decides; null for the installation itself.</remarks>
    public Decision ChangePosition(Position position, Guid? branchId, string reason, Separation separation, Guid? movedBy, DateTimeOffset now)
    {
        if (movedBy == Id)
            return RefuseSelf();
        if (Status is not AccountStatus.Open)
            return RefuseClosed();
        if (Obstacle(Id, position, branchId, separation) is { } obstacle)
            return obstacle;

        var wanted = position.GrantsFor(branchId);
        Grant[] lost = [.. Grants.Except(wanted)], gained = [.. wanted.Except(Grants)];
        return (PositionId, BranchId) == (position.Id, branchId) && lost is [] && gained is []
            ? Nothing
            : Accept(new PositionChanged(Id, PositionId, position.Id, branchId, lost, gained, reason, now)) with { IsSensitive = separation.IsSensitive(gained) };
    }

    /// <summary>Takes away a grant, or leaves <paramref name="rest"/> of it, where it is held exactly as it was seen; any other stays.</summary>
    public Decision Curtail(Grant seen, Grant? rest, string reason)
    {
        if (!Grants.Contains(seen))
            return Nothing;

        var revoked = new RoleRevoked(Id, seen.RoleId, reason, seen.BranchId);
        return rest is { } left ? Accept(revoked, new RoleGranted(Id, left.RoleId, left.Scope, left.BranchId, left.ExpiresAt)) : Accept(revoked);
    }

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
        AccountOpened e => new Account(e.AccountId, e.EmployeeNumber, e.IdentityNumber, e.PositionId, e.BranchId, AccountStatus.Open, []),
        IdentityLinked e => account! with { Link = LinkOf(e.Issuer, e.Subject) },
        RoleGranted or RoleRevoked => account! with { Grants = Grant.After(account.Grants, @event) },
        PositionChanged e => account! with { PositionId = e.PositionId, BranchId = e.BranchId, Grants = Grant.After(account.Grants, e) },
        AccountSuspended => account! with { Status = AccountStatus.Suspended },
        AccountReinstated => account! with { Status = AccountStatus.Open },
        AccountClosed e => account! with { Status = AccountStatus.Closed, Grants = Grant.After(account.Grants, e), ClosedAt = e.OccurredAt },
        SecondFactorEnrolled e => account! with { Factors = [.. account.Factors, new EnrolledFactor(e.FactorId, e.Kind)] },
        SecondFactorRemoved e => account!.Without(e.FactorId),
        RecoveryCodesMade e => account! with { RecoveryCodesLeft = e.Count },
        RecoveryCodeUsed e => account! with { RecoveryCodesLeft = e.Left },
        ProofAsked e => account! with { ProofSince = e.Since },
        _ => account,
    };

    private static Decision? Obstacle(Guid accountId, Position position, Guid? branchId, Separation separation) =>
        position.IsOfBranch && branchId is null
        ? Refuse("position-needs-branch", "Whoever holds this position works for a branch.")
        : separation.Objection(accountId, position.GrantsFor(branchId));

    private static RoleGranted Given(Guid accountId, Grant grant) => new(accountId, grant.RoleId, grant.Scope, grant.BranchId, grant.ExpiresAt);

    private static Decision RefuseSelf() => Refuse("no-self-grant", "Nobody gives rights to themselves.");

    private static Decision RefuseClosed() => Refuse("account-not-open", "The account is not open.");
}
