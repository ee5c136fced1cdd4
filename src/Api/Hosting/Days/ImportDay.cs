using System.Text.RegularExpressions;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using ProblemHttpResult = Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>
/// Brings a day from a file into the company: a branch with its staff, the customers with their sites, and the day's jobs. Every
/// thing has an id made from its name in the file, so that what came before is found again and nothing is made twice.
/// </summary>
public sealed partial class ImportDay(Day day, DateOnly date, TimeZoneInfo zone, DateOnly today, Func<Commands> commands, Action<string> tell)
{
    private static readonly TimeOnly MinuteZero = new(6, 0);
    private static readonly ChecklistItem[] Checklist = [new("floors", Required: true), new("surfaces", Required: true), new("waste", Required: false)];

    /// <summary>The dispatcher's reference.</summary>
    private const string Desk = "desk";

    private readonly string source = SourceOf(day.Name);
    private readonly SortedDictionary<string, (int New, int Known)> tally = [];

    private Guid BranchId => Id("branch");

    /// <summary>True when everything of the file is in the company now; false when something was refused, at which the import ends.</summary>
    public async Task<bool> Run()
    {
        try
        {
            await BringIn();
        }
        catch (RefusedException e)
        {
            tell(e.Message);
            return false;
        }

        foreach (var (what, (made, known)) in tally)
            tell($"{what,-12}{made,6} new {known,6} already there");
        return true;
    }

    private async Task BringIn()
    {
        await Do("branches", OpenBranchEndpoint.Post(new OpenBranch(BranchId, day.Name ?? source, zone.Id, "EUR"), commands()));
        await EmployAll();
        await RegisterAll();
        await BookAll();
    }

    private async Task EmployAll()
    {
        tell($"staff: dispatcher {EmployeeNumber(source, Desk)} and {day.Cleaners.Count} cleaners");
        await Employ(Desk, Positions.Dispatcher);
        foreach (var cleaner in day.Cleaners)
        {
            var accountId = await Employ(cleaner.Reference, Positions.Cleaner);
            var join = new JoinCleaner(
                Id($"cleaner/{cleaner.Reference}"), accountId, BranchId, $"Cleaner {cleaner.Reference}", [.. cleaner.Skills.Select(x => new Skill(x))],
                cleaner.StartsFrom, ShiftOf(cleaner.Shift), $"{source}/{cleaner.Reference}");
            await Do("cleaners", JoinCleanerEndpoint.Post(join, commands()));
        }
    }

    private async Task<Guid> Employ(string reference, string position)
    {
        var accountId = Id($"account/{reference}");
        await Do("accounts", OpenAccountEndpoint.Post(
            new OpenAccount(accountId, EmployeeNumber(source, reference), $"import/{source}/{reference}", $"{position} {reference}",
                StandardRoles.PositionOf(position), BranchId), commands()));
        // The branch works already: its staff was trained before.
        await Do("trainings", RecordTrainingEndpoint.Post(new RecordTraining(accountId, Course.BasicSecurity, today, $"import/{source}"), commands()));
        return accountId;
    }

    private async Task RegisterAll()
    {
        tell($"customers: {day.Visits.Count}, each with a site");
        foreach (var visit in day.Visits)
        {
            var (customerId, siteId, reference) = (Id($"customer/{visit.Reference}"), Id($"site/{visit.Reference}"), $"{source}/{visit.Reference}");
            await Do("customers", RegisterCustomerEndpoint.Post(
                new RegisterCustomer(customerId, BranchId, $"Customer {visit.Reference}", ExternalReference: reference), commands()));
            await Do("sites", RegisterSiteEndpoint.Post(
                new RegisterSite(siteId, customerId, $"Site {visit.Reference}", $"{day.Name ?? source}, {visit.Reference}", visit.Location,
                    ExternalReference: reference), commands()));
            foreach (var excluded in visit.ExcludedCleaners)
                await Do("exclusions", PreferCleanerEndpoint.Post(
                    siteId, new PreferCleaner(Id($"cleaner/{excluded}"), CleanerPreference.Excluded, "Named as incompatible in the imported file."), commands()));
        }
    }

    private async Task BookAll()
    {
        tell($"jobs: {day.Visits.Count} on {date:yyyy-MM-dd}");
        foreach (var visit in day.Visits)
        {
            var book = new BookJob(
                Id($"job/{date:yyyy-MM-dd}/{visit.Reference}"), Id($"site/{visit.Reference}"), new StartWindow(At(visit.Window.From), At(visit.Window.Until)),
                [.. visit.Positions.Select(x => new BookJob.Part(x.Skill, x.DurationMinutes, x.Offset.From, x.Offset.Until))],
                Checklist, $"{source}/{date:yyyy-MM-dd}/{visit.Reference}");
            await Do("jobs", BookJobEndpoint.Post(book, commands()));
        }
    }

    private async Task Do(string what, Task<IResult> command)
    {
        var answer = await command;
        if (answer is not Accepted { Receipt.Position: var position })
            throw new RefusedException($"{what}: {ReasonOf(answer)}. What was made stays; run it again when this is mended, nothing is made twice.");

        var (made, known) = tally.GetValueOrDefault(what);
        tally[what] = position is null ? (made, known + 1) : (made + 1, known);
    }

    private static string ReasonOf(IResult answer) =>
        answer is ProblemHttpResult { ProblemDetails: var problem } ? problem.Detail ?? problem.Title ?? $"{problem.Status}" : "not accepted";

    private sealed class RefusedException(string message) : Exception(message);

    private DateTimeOffset At(int minute) => LocalTime.At(date, MinuteZero, zone).AddMinutes(minute);

    private static Shift ShiftOf(MinuteRange shift) => new(MinuteZero.AddMinutes(shift.From), MinuteZero.AddMinutes(shift.Until));

    private Guid Id(string thing) => NamedGuid.Of($"import/{source}/{thing}");

    /// <summary>What a file's name for itself becomes in references: lower case, digits and hyphens, at most 40 characters.</summary>
    private static string SourceOf(string? name)
    {
        var slug = NotPlain().Replace((name ?? "day").ToLowerInvariant(), "-").Trim('-');
        return slug switch { "" => "day", { Length: > 40 } => slug[..40].TrimEnd('-'), _ => slug };
    }

    /// <summary>An employee number that says where it comes from, or, when that is too long, one made from it.</summary>
    public static string EmployeeNumber(string source, string reference)
    {
        var speaking = $"{source}-{reference}".ToUpperInvariant();
        return speaking.Length <= 20 && !NotPlain().IsMatch(speaking.ToLowerInvariant()) ? speaking : NamedGuid.Of($"employee/{speaking}").ToString("N")[..20].ToUpperInvariant();
    }

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NotPlain();
}
