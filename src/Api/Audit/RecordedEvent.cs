using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Api.Audit;

/// <summary>One event as the log keeps it: what was recorded, when, by whom and with which rights.</summary>
/// <param name="Position">Where it stands in the log.</param>
/// <param name="StreamId">The stream it belongs to.</param>
/// <param name="Version">Its number within the stream, from 1.</param>
/// <param name="Type">Stored name of what happened, such as <c>job_booked</c>.</param>
/// <param name="RecordedAt">When it was recorded; when it happened, where that differs, is in the data.</param>
/// <param name="Actor">Who did it; null when nobody was recorded.</param>
/// <param name="Roles">The roles they held at that moment.</param>
/// <param name="Permission">The permission that let them in.</param>
/// <param name="Channel">web, mobile, api, import or scheduler.</param>
/// <param name="Address">Their network address, if there was one; <c>[erased]</c> once it is older than 180 days or its subject was erased.</param>
/// <param name="CorrelationId">What all events of one errand share.</param>
/// <param name="CausationId">The command's idempotency key.</param>
/// <param name="SessionId">Their session; null for a machine and for the installation.</param>
/// <param name="ApprovedBy">The account that approved it, where it took a second person.</param>
/// <param name="ChangeRequestId">The change request by which it was approved.</param>
/// <param name="EmergencyAccessId">The emergency access that they held at that moment, if they did.</param>
/// <param name="Data">What happened.</param>
public sealed record RecordedEvent(
    long Position, [ShowsLog] Guid StreamId, long Version,
    [Plain(DataClass.Internal, "A word from a list.")] string Type,
    DateTimeOffset RecordedAt, RecordedActor? Actor,
    [Plain(DataClass.Internal, "Names of roles.")] IReadOnlyList<string> Roles,
    [Plain(DataClass.Internal, "A word from a list.")] string? Permission,
    [Plain(DataClass.Internal, "A word from a list.")] string? Channel,
    [Plain(DataClass.Internal, "Sealed in the store; shown to the audit alone.")] string? Address,
    [Plain(DataClass.Internal, "A number of a trace.")] string? CorrelationId,
    [Plain(DataClass.Internal, "A key that a front end made.")] string? CausationId,
    Guid? SessionId, Guid? ApprovedBy, Guid? ChangeRequestId, Guid? EmergencyAccessId,
    [ShowsEvents] JsonElement Data)
{
    /// <summary>Each field that it changed in the read model of its stream; null in a search, which does not look.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }
}

/// <summary>Who did something, by the name they have now.</summary>
/// <param name="AccountId">The account; all zeros for the installation itself.</param>
/// <param name="Name">Their name, or <c>installation</c>; null when there is no such account.</param>
/// <param name="EmployeeNumber">Their employee number, if it is an account's.</param>
public sealed record RecordedActor(
    Guid AccountId,
    [Shows(typeof(AccountDetails), nameof(AccountDetails.Name))] string? Name,
    [Shows(typeof(AccountDetails), nameof(AccountDetails.EmployeeNumber))] string? EmployeeNumber);

/// <summary>One field that an event changed.</summary>
/// <param name="Field">Path in the read model, such as <c>crew[0].cleanerId</c>.</param>
/// <param name="From">The value before; null when there was none.</param>
/// <param name="To">The value after; null when there is none.</param>
public sealed record FieldChange(
    [Plain(DataClass.Internal, "Names of members.")] string Field, [ShowsModels] JsonElement? From, [ShowsModels] JsonElement? To);
