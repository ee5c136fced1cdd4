namespace CleaningEvents.Api.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">What was found, in order of ids.</param>
/// <param name="Next">Ask again with <c>after</c> set to it; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Guid? Next);
