using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Http.Reading;

/// <summary>How an endpoint shows what is protected, where address and method do not tell: one id is a read, none a list, a question by POST a search.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AccessAsAttribute(AccessMode mode) : Attribute
{
    public AccessMode Mode { get; } = mode;
}

/// <summary>The endpoint itself records what it shows before it shows it, for a reason that a reviewer accepts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordedOtherwiseAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}
