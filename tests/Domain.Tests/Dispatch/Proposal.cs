using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests.Dispatch;

/// <summary>What a dispatcher proposes: Ana at ten and Bob half an hour later, all of them free, until a test says otherwise.</summary>
internal record Proposal
{
    public IReadOnlyList<Wish> Wishes { get; init; } = [new Wish(1, AnaId, Ten), new Wish(2, BobId, Ten.AddMinutes(30))];

    public Guid LeadId { get; init; } = AnaId;

    public IReadOnlyList<Candidate> Candidates { get; init; } = [Free(Ana), Free(Bob), Free(Cleo)];

    public Site Site { get; init; } = Piazza;

    public static Candidate Free(Cleaner cleaner) => new(cleaner, []);

    /// <summary>Ana and Bob as the crew, so many minutes after ten each.</summary>
    public static Proposal Starting(int anaMinutes, int bobMinutes) =>
        new() { Wishes = [new Wish(1, AnaId, Ten.AddMinutes(anaMinutes)), new Wish(2, BobId, Ten.AddMinutes(bobMinutes))] };

    /// <summary>The same with Bob as he is here.</summary>
    public Proposal With(Candidate bob) => this with { Candidates = [Free(Ana), bob, Free(Cleo)] };

    public Decision Assign(Job job) => job.Assign(Wishes, LeadId, Candidates, Site, Rome);

    public Decision Reassign(Job job, string reason = "ill") => job.Reassign(Wishes, LeadId, reason, Candidates, Site, Rome);
}
