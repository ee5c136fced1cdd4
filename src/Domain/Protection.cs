namespace CleaningEvents.Domain;

/// <summary>How much harm is done when a value gets about.</summary>
/// <remarks>Source: policy 4.2: store by type and importance.</remarks>
public enum DataClass
{
    /// <summary>None: anybody may know it.</summary>
    Public,

    /// <summary>Little: for colleagues.</summary>
    Internal,

    /// <summary>To a person or a customer: only for who needs it.</summary>
    Confidential,

    /// <summary>Much: identity documents, homes, ways through a door.</summary>
    Restricted,
}

/// <summary>Why a protected value is kept, which says for how long. The values of one subject and purpose share a key.</summary>
public enum Purpose
{
    /// <summary>To name and reach somebody, until they are erased.</summary>
    Contact,

    /// <summary>To employ somebody, until they are erased; the law asks to keep it for two years after they left.</summary>
    Employment,

    /// <summary>To find and enter a place, until its customer is erased.</summary>
    Premises,

    /// <summary>To explain what was decided or found, until whom it is about is erased.</summary>
    Notes,

    /// <summary>To prove that a cleaner was at the door: 30 days.</summary>
    Presence,

    /// <summary>To trace misuse to a network address: 180 days.</summary>
    NetworkTrace,
}

/// <summary>Holds personal data or a secret: it is encrypted before it is stored, with a key that belongs to <paramref name="subject"/>.</summary>
/// <param name="subject">The member, here or in what encloses this, that holds the id of whom the value is about or belongs to.</param>
/// <param name="dataClass">Confidential or Restricted.</param>
/// <param name="purpose">Why it is kept.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ProtectedAttribute(string subject, DataClass dataClass, Purpose purpose) : Attribute
{
    /// <summary>What a reader sees in place of an erased text; any other erased value is null.</summary>
    public const string Erased = "[erased]";

    public string Subject { get; } = subject;

    public DataClass Class { get; } = dataClass;

    public Purpose Purpose { get; } = purpose;
}

/// <summary>A protected value that is shown only where it is asked for by itself, such as the code of a door.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>A text or place that is stored as it is, for a reason that a reviewer accepts.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class PlainAttribute(DataClass dataClass, string because) : Attribute
{
    public DataClass Class { get; } = dataClass;

    public string Because { get; } = because;
}
