namespace CleaningEvents.Api.Security;

/// <summary>The endpoint wants who they are proven within the last five minutes, by a second factor.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StepUpAttribute : Attribute
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Whether a password alone will do, for who may have nothing else yet.</summary>
    public bool PasswordWillDo { get; init; }

    public bool IsMet(SignedIn how) =>
        (PasswordWillDo || how.WithSecondFactor) && how.At is { } at && TimeProvider.System.GetUtcNow() - at <= Fresh;
}
