namespace CleaningEvents.Domain.Governance;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Somebody has to pass a course before <paramref name="DueAt"/>; a certificate that ends soon is such a reason too.</summary>
public record TrainingAssigned(Guid TrainingId, Guid AccountId, Guid CourseId, DateTimeOffset DueAt);

/// <summary>Somebody passed a course; what they answered is not kept.</summary>
/// <param name="TrainingId">The account's trainings in the course.</param>
/// <param name="AccountId">Who passed.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Edition">Which edition of it.</param>
/// <param name="Score">How many answers were right, in percent, rounded down.</param>
/// <param name="Wrong">Numbers of the questions that were answered wrongly.</param>
/// <param name="ValidUntil">When the certificate ends (excluded).</param>
/// <param name="OccurredAt">The server's time.</param>
public record TrainingPassed(
    Guid TrainingId, Guid AccountId, Guid CourseId, int Edition, int Score, IReadOnlyList<int> Wrong, DateTimeOffset ValidUntil, DateTimeOffset OccurredAt);

/// <summary>Somebody did not pass a course. A certificate that they have stays valid.</summary>
/// <param name="TrainingId">The account's trainings in the course.</param>
/// <param name="AccountId">Who did not pass.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Edition">Which edition of it.</param>
/// <param name="Score">How many answers were right, in percent, rounded down.</param>
/// <param name="Wrong">Numbers of the questions that were answered wrongly.</param>
/// <param name="OccurredAt">The server's time.</param>
public record TrainingFailed(
    Guid TrainingId, Guid AccountId, Guid CourseId, int Edition, int Score, IReadOnlyList<int> Wrong, DateTimeOffset OccurredAt);

/// <summary>Somebody vouches that an employee passed the course's matter elsewhere, on <paramref name="PassedOn"/> (UTC).</summary>
public record OutsideTrainingRecorded(
    Guid TrainingId, [Beneficiary] Guid AccountId, Guid CourseId, DateOnly PassedOn,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Employment)] string Reference, DateTimeOffset ValidUntil);

/// <summary>A certificate ended. It counted for nothing from that moment on, whenever this was recorded.</summary>
public record CertificateExpired(Guid TrainingId, Guid AccountId, Guid CourseId, DateTimeOffset ExpiredAt);

/// <summary>What the rules need to know of one account's trainings in one course.</summary>
/// <remarks>Source: policy 5.3.</remarks>
public record Training(Guid Id, Guid AccountId, Guid CourseId) : IEvolve<Training>
{
    /// <summary>How long before its end a certificate is due again.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(14);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the certificate ends (excluded); null when there is none.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    public bool HasExpired { get; init; }

    public string? Reference { get; init; }

    public IReadOnlyList<DateTimeOffset> FailedAt { get; init; } = [];

    public static Guid IdOf(Guid accountId, Guid courseId) => NamedGuid.Of($"training/{accountId}/{courseId}");

    public static Decision Assign(Training? training, Guid accountId, Guid courseId, DateTimeOffset dueAt) =>
        training?.DueAt <= dueAt || training?.ValidUntil > dueAt ? Nothing : Accept(new TrainingAssigned(IdOf(accountId, courseId), accountId, courseId, dueAt));

    /// <remarks><paramref name="answers"/> are the numbers of the options chosen, for each question.</remarks>
    public static Decision Attempt(Training? training, Guid accountId, Course course, int edition, IReadOnlyList<IReadOnlyList<int>> answers, DateTimeOffset now)
    {
        var published = course.Published;
        if (edition != published.Edition)
            return Refuse("course-edition-replaced", "Another edition of the course was published; read that one.");
        if (answers.Count != published.Questions.Count)
            return Refuse("answer-every-question", "Each question takes an answer.");
        if (training?.FailedAt.Count(x => x > now - Day) >= published.AttemptsPerDay)
            return Refuse("attempts-used-up", "Nobody tries again before a day has passed.");

        int[] wrong = [.. Enumerable.Range(1, answers.Count).Where(x => !published.Questions[x - 1].IsAnsweredBy(answers[x - 1]))];
        var (id, score) = (IdOf(accountId, course.Id), 100 * (answers.Count - wrong.Length) / answers.Count);
        return Accept(score >= published.PassMark
            ? new TrainingPassed(id, accountId, course.Id, edition, score, wrong, now.AddDays(published.ValidForDays), now)
            : new TrainingFailed(id, accountId, course.Id, edition, score, wrong, now));
    }

    /// <remarks><paramref name="recordedBy"/> is the account that vouches; null for the installation itself.</remarks>
    public static Decision RecordOutside(
        Training? training, Guid accountId, Course course, DateOnly passedOn, string reference, Guid? recordedBy, DateTimeOffset now)
    {
        var validUntil = new DateTimeOffset(passedOn.AddDays(course.Published.ValidForDays), TimeOnly.MinValue, TimeSpan.Zero);
        if (recordedBy == accountId)
            return Refuse("no-self-certificate", "Nobody vouches for their own training.");
        if (passedOn > DateOnly.FromDateTime(now.UtcDateTime))
            return Refuse("training-in-future", "Nobody has passed a course yet on a day to come.");
        if (validUntil <= now)
            return Refuse("training-too-old", "A certificate of that day has expired already.");
        if (training?.ValidUntil > now && training.Reference == reference)
            return Nothing;

        return Accept(new OutsideTrainingRecorded(IdOf(accountId, course.Id), accountId, course.Id, passedOn, reference, validUntil));
    }

    /// <summary>What time alone brings: 14 days before its end a certificate is due again, and at its end it expires.</summary>
    public Decision Age(DateTimeOffset now)
    {
        List<object> events = [];
        if (DueAt is null && ValidUntil - Notice <= now)
            events.Add(new TrainingAssigned(Id, AccountId, CourseId, ValidUntil!.Value));
        if (!HasExpired && ValidUntil <= now)
            events.Add(new CertificateExpired(Id, AccountId, CourseId, ValidUntil!.Value));
        return Accept([.. events]);
    }

    public static Training? Evolve(Training? training, object @event) => @event switch
    {
        TrainingAssigned e => (training ?? new Training(e.TrainingId, e.AccountId, e.CourseId)) with { DueAt = e.DueAt },
        TrainingPassed e => new Training(e.TrainingId, e.AccountId, e.CourseId) { ValidUntil = e.ValidUntil },
        OutsideTrainingRecorded e => new Training(e.TrainingId, e.AccountId, e.CourseId) { ValidUntil = e.ValidUntil, Reference = e.Reference },
        TrainingFailed e => (training ?? new Training(e.TrainingId, e.AccountId, e.CourseId)) is var before
            ? before with { FailedAt = [.. before.FailedAt.Where(x => x > e.OccurredAt - Day), e.OccurredAt] }
            : null,
        CertificateExpired => training! with { HasExpired = true },
        _ => training,
    };
}
