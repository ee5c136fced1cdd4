using System.Globalization;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Hosting.Days;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Dispatch;
using JasperFx.CommandLine;
using Marten;
using Marten.Events;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Which day is to be played.</summary>
public class PlayDayInput : NetCoreInput
{
    [Description("The day, such as 2026-03-02"), FlagAlias("date", longAliasOnly: true)]
    public string DateFlag { get; set; } = "";

    [Description("Any number; each lets other things go wrong"), FlagAlias("seed", longAliasOnly: true)]
    public int SeedFlag { get; set; } = 1;
}

/// <summary>Plays a day on a node of its own, whose business clock it turns; every step goes over HTTP with the token of who takes it.</summary>
[Description("Play a day through the API as the company's people would (Development only)", Name = "play-day")]
public class PlayDayCommand : JasperFxAsyncCommand<PlayDayInput>
{
    public override async Task<bool> Execute(PlayDayInput input)
    {
        if (!DateOnly.TryParseExact(input.DateFlag, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return await Refuse("Name the day: --date 2026-03-02");

        await using var app = (WebApplication)input.BuildHost();
        if (!app.Environment.IsDevelopment())
            return await Refuse("Only Development plays: elsewhere people do the work.");

        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        var played = await Play(app, date, input.SeedFlag);
        await app.StopAsync();
        return played;
    }

    private static async Task<bool> Play(WebApplication app, DateOnly date, int seed)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var keys = app.Services.GetRequiredService<IssuerKeys>();
        var store = app.Services.GetRequiredService<IDocumentStore>();
        await store.WaitForNonStaleProjectionDataAsync(TimeSpan.FromMinutes(5));
        await using var session = store.QuerySession();
        var branches = await session.Query<BoardCard>().Where(x => x.ServiceOn == date).Select(x => x.BranchId).Distinct().ToListAsync();
        if (branches.Count is 0)
            return await Refuse($"No job is booked on {date:yyyy-MM-dd}.");

        foreach (var branch in await session.LoadManyAsync<BranchDetails>([.. branches]))
        {
            if (await DispatcherOf(session, branch.Id) is not { } dispatcher)
                return await Refuse($"{branch.Name} has no dispatcher.");

            await new PlayDay(branch, date, seed, app.Services.GetRequiredService<BusinessClock>(), VoiceOf(dispatcher), VoiceOf, Console.WriteLine).Run();
        }

        return true;

        Voice VoiceOf(Guid accountId) => new(http, Token.For(accountId, keys, app.Configuration.Issuer()));
    }

    private static async Task<Guid?> DispatcherOf(IQuerySession session, Guid branchId)
    {
        var accounts = await session.Query<AccountDetails>().Where(x => x.BranchId == branchId && x.Status == AccountStatus.Open).ToListAsync();
        var role = StandardRoles.IdOf(Positions.Dispatcher);
        return accounts.FirstOrDefault(x => x.Grants.Any(y => y.RoleId == role))?.Id;
    }

    private static async Task<bool> Refuse(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return false;
    }
}
