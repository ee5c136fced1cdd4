using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>
/// Plays a day of a branch through the API as its people would: the dispatcher assigns, cleaners check in, tick, check out and complete,
/// and a share goes wrong. Every step has a key of its own, so that playing on, or again, does nothing twice.
/// </summary>
public sealed class PlayDay(BranchDetails branch, DateOnly date, int seed, BusinessClock clock, Voice dispatcher, Func<Guid, Voice> voiceOf, Action<string> tell)
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset, int)> agenda = new();
    private readonly Dictionary<Guid, SiteDetails> sites = [];
    private readonly Dictionary<Guid, Voice> voices = [];
    private readonly Dictionary<Guid, DateTimeOffset> freeAt = [];
    private readonly Dictionary<string, int> refusals = [];
    private FirstFit desk = null!;
    private int planned;
    private long position;

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(branch.Zone);

    /// <summary>Plays the day to its end and tells what became of it.</summary>
    public async Task Run()
    {
        clock.TurnTo(Domain.LocalTime.At(date, new TimeOnly(5, 0), Zone));
        var cleaners = await All<CleanerDetails>("/api/dispatch/cleaners");
        foreach (var cleaner in cleaners)
            voices[cleaner.Id] = voiceOf(cleaner.AccountId);
        desk = new FirstFit([.. cleaners.Where(x => x.BranchId == branch.Id)], Zone);
        var jobs = await Jobs();
        foreach (var siteId in jobs.Select(x => x.SiteId).Distinct())
            sites[siteId] = await dispatcher.Ask<SiteDetails>($"/api/crm/sites/{siteId}");
        tell($"{branch.Name}: {jobs.Count} jobs, {cleaners.Count} cleaners, {date:yyyy-MM-dd}");

        await AssignAll(jobs);
        await Live(await Jobs());
        await Summarise();
    }

    private async Task AssignAll(IReadOnlyList<JobDetails> jobs)
    {
        foreach (var job in jobs.Where(x => x.Crew.Count > 0))
            desk.Take(job.Crew, sites[job.SiteId].Location);
        foreach (var job in jobs.Where(x => x.Status is JobStatus.Booked).OrderBy(x => x.Window.Until).ThenBy(x => x.Id))
            if (desk.Find(job, sites[job.SiteId], job.Window.From, new HashSet<Guid>()) is { } crew
                && await Do(dispatcher, job, "assign", new AssignJob(crew, crew[0].CleanerId)))
                desk.Take((await Job(job.Id)).Crew, sites[job.SiteId].Location);
    }

    /// <summary>Lets every job meet its fate, all of them together in the order of the clock.</summary>
    private async Task Live(IReadOnlyList<JobDetails> jobs)
    {
        var assigned = jobs.Where(x => x.Crew.Count > 0).ToList();
        var fates = Fates.Draw(assigned.Select(x => x.Id), seed);
        foreach (var job in assigned.Where(IsOpen).OrderBy(x => x.Crew.Min(y => y.StartsAt)).ThenBy(x => x.Id))
            Plan(job, fates[job.Id]);
        foreach (var job in jobs.Where(x => x.Status is JobStatus.Booked))
            At(job.Window.From.AddHours(-2), () => Do(dispatcher, job, "cancel", new CancelJob(CancellationReason.CompanyNoStaff)));

        var (done, total) = (0, agenda.Count);
        while (agenda.TryDequeue(out var step, out var due))
        {
            clock.TurnTo(due.Item1);
            await step();
            if (++done * 10 / total > (done - 1) * 10 / total && done <= total)
                tell($"{TimeZoneInfo.ConvertTime(due.Item1, Zone):HH:mm}  {done * 100 / total,3} %");
        }
    }

    private static bool IsOpen(JobDetails job) => job.Status is JobStatus.Booked or JobStatus.Assigned or JobStatus.InProgress;

    private void Plan(JobDetails job, Fate fate)
    {
        var (lead, start) = (job.Crew[0].CleanerId, job.Crew.Min(x => x.StartsAt));
        switch (fate)
        {
            case Fate.Cancelled:
                At(start.AddHours(-1), () => Do(dispatcher, job, "cancel", new CancelJob(CancellationReason.CustomerChangedPlans, "Called this morning.")));
                break;
            case Fate.NobodyHome:
                At(start.AddMinutes(15), () => Do(voices[lead], job, "access-problem", new ReportAccessProblem(lead, AccessProblem.NobodyHome, 15), "report-access-problem"));
                At(start.AddMinutes(20), () => Do(dispatcher, job, "cancel", new CancelJob(CancellationReason.CustomerNobodyHome)));
                break;
            case Fate.NoShow:
                At(start.AddMinutes(20), () => MissCleaner(job, lead, start.AddMinutes(20)));
                break;
            default:
                Work(job, fate);
                break;
        }
    }

    /// <summary>The lead did not come: somebody else goes if anybody can, else the company cancels.</summary>
    private async Task MissCleaner(JobDetails job, Guid absent, DateTimeOffset now)
    {
        if (!await Do(dispatcher, job, "no-show", new RecordNoShow(absent), "record-no-show"))
        {
            // Another cleaner's no-show was recorded before the play broke off: who is absent here was sent instead.
            Work(job, Fate.Fine);
            return;
        }

        var others = job.Crew.Select(x => x.CleanerId).ToHashSet();
        if (desk.Find(job, sites[job.SiteId], now.AddMinutes(30), others) is { } crew
            && await Do(dispatcher, job, "reassign", new ReassignJob(crew, crew[0].CleanerId, "The first cleaner did not come.")))
        {
            var changed = await Job(job.Id);
            desk.Take(changed.Crew, sites[job.SiteId].Location);
            Work(changed, Fate.Fine);
        }
        else
            await Do(dispatcher, job, "cancel", new CancelJob(CancellationReason.CompanyNoStaff));
    }

    private void Work(JobDetails job, Fate fate)
    {
        // The same in every process, so that playing on says the same under the same keys.
        var dice = new Random(seed ^ BitConverter.ToInt32(job.Id.ToByteArray(), 8));
        var (lead, last) = (job.Crew[0].CleanerId, DateTimeOffset.MinValue);
        foreach (var member in job.Crew)
        {
            var comes = member.StartsAt.AddMinutes(fate is Fate.Late ? dice.Next(20, 46) : dice.Next(-4, 5));
            if (freeAt.TryGetValue(member.CleanerId, out var free) && comes <= free)
                comes = free.AddMinutes(1);
            var goes = comes + (member.EndsAt - member.StartsAt) + TimeSpan.FromMinutes(dice.Next(-3, 8) * 0.5);
            freeAt[member.CleanerId] = goes;
            last = goes > last ? goes : last;
            var (cleaner, place) = (member.CleanerId, sites[job.SiteId].Location);
            At(comes, () => Do(voices[cleaner], job, $"check-in/{cleaner}", new CheckIn(cleaner, CheckInMethod.Gps, comes, place, 15), "check-in"));
            At(goes, () => Do(voices[cleaner], job, $"check-out/{cleaner}", new CheckOut(cleaner), "check-out"));
            if (cleaner == lead)
                At(goes.AddSeconds(-30), () => Tick(job, lead, fate));
        }

        At(last.AddMinutes(1), () => Do(voices[lead], job, "complete", fate is Fate.Partial
            ? new CompleteJob(lead, CompletionOutcome.Partial, "The time ran out.")
            : new CompleteJob(lead, CompletionOutcome.Full, CustomerSignedBy: "The customer")));
    }

    private async Task Tick(JobDetails job, Guid lead, Fate fate)
    {
        foreach (var (item, i) in job.Checklist.Select((x, i) => (x, i)))
            await Do(voices[lead], job, $"item/{i}", fate is Fate.Partial && item.Required && i is 0
                ? new RecordChecklistItem(lead, item.Item, ItemOutcome.Skipped, "No time left.")
                : new RecordChecklistItem(lead, item.Item, ItemOutcome.Done), "record-item");
    }

    private async Task<bool> Do(Voice who, JobDetails job, string step, object command, string? verb = null)
    {
        var (at, refusal) = await who.Tell($"/api/dispatch/jobs/{job.Id}/{verb ?? step}", command, $"play/{seed}/{job.Id}/{step}");
        position = Math.Max(position, at ?? 0);
        if (refusal is not null)
            refusals[$"{verb ?? step}: {refusal}"] = refusals.GetValueOrDefault($"{verb ?? step}: {refusal}") + 1;
        return refusal is null;
    }

    private void At(DateTimeOffset when, Func<Task> step) => agenda.Enqueue(step, (when, planned++));

    private async Task Summarise()
    {
        var board = await dispatcher.Ask<Board>($"/api/dispatch/board?branchId={branch.Id}&day={date:yyyy-MM-dd}&atLeast={position}");
        foreach (var group in board.Jobs.GroupBy(x => $"{x.Status} {x.Outcome?.ToString() ?? x.CancelledFor?.ToString()}").OrderBy(x => x.Key))
            tell($"{group.Count(),5}  {group.Key}");
        tell($"{board.Jobs.Count(x => x.Crew.Any(y => y.MinutesLate >= 15)),5}  late by 15 minutes or more");
        tell($"{board.Jobs.Count(x => x.AccessProblem is not null),5}  with a problem at the door");
        foreach (var (what, count) in refusals)
            tell($"{count,5}  refused {what}");
        tell($"log position {board.Position}");
    }

    private async Task<IReadOnlyList<JobDetails>> Jobs()
    {
        var board = await dispatcher.Ask<Board>($"/api/dispatch/board?branchId={branch.Id}&day={date:yyyy-MM-dd}&atLeast={position}");
        List<JobDetails> jobs = [];
        foreach (var card in board.Jobs)
            jobs.Add(await Job(card.Id));
        return jobs;
    }

    private Task<JobDetails> Job(Guid id) => dispatcher.Ask<JobDetails>($"/api/dispatch/jobs/{id}");

    private async Task<List<T>> All<T>(string url)
    {
        List<T> found = [];
        var page = await dispatcher.Ask<Page<T>>($"{url}?limit={Reads.LongestPage}");
        for (found.AddRange(page.Items); page.Next is { } next; found.AddRange(page.Items))
            page = await dispatcher.Ask<Page<T>>($"{url}?limit={Reads.LongestPage}&after={next}");
        return found;
    }
}
