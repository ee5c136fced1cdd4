namespace CleaningEvents.Domain;

/// <summary>Something of one branch: a grant for another branch does not reach it.</summary>
public interface IBelongToBranch
{
    Guid BranchId { get; }
}
