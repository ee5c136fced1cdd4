namespace CleaningEvents.Api.Http;

/// <summary>A member of an answer that repeats a member of a read model or an event; the data catalogue tells of it.</summary>
/// <param name="model">The read model or event.</param>
/// <param name="member">Name of the member of it.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ShowsAttribute(Type model, string member) : Attribute
{
    public Type Model { get; } = model;

    public string Member { get; } = member;
}

/// <summary>A member of an answer that holds the id of the stream from whose events in the log the answer tells.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ShowsLogAttribute : Attribute;

/// <summary>A member of an answer that holds events of every kind.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ShowsEventsAttribute : Attribute;

/// <summary>A member of an answer that holds read models of every kind, or fields of them.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ShowsModelsAttribute : Attribute;
