namespace CleaningEvents.Api.Security;

/// <summary>The one permission that an endpoint asks for, named <c>module.resource.action</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class PermissionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>The endpoint is open to everybody, for a reason that a reviewer accepts.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class OpenToEverybodyAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>The endpoint is open to everybody who has signed in, whatever their rights, for a reason that a reviewer accepts.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class OpenToEmployeesAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}
