using System.Globalization;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Governance.Courses;
using CleaningEvents.Api.Hosting.Days;
using CleaningEvents.Api.Http;
using JasperFx.CommandLine;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Which file is to be brought in as which day.</summary>
public class ImportDayInput
{
    [Description("A day of work as JSON, in the form of the public home-care routing instances")]
    public string File { get; set; } = "";

    [Description("The day it becomes, such as 2026-03-02"), FlagAlias("date", longAliasOnly: true)]
    public string DateFlag { get; set; } = "";

    [Description("IANA time zone of the branch; Europe/Rome unless told"), FlagAlias("zone", longAliasOnly: true)]
    public string ZoneFlag { get; set; } = "Europe/Rome";
}

/// <summary>Brings a day of work into the company; what is there already is found again.</summary>
[Description("Bring a day of work in from a file: branch, staff, customers, sites and jobs", Name = "import-day")]
public class ImportDayCommand : JasperFxAsyncCommand<ImportDayInput>
{
    [InjectService]
    public SchemaAtStart Schema { get; set; } = null!;

    [InjectService]
    public IDocumentStore Store { get; set; } = null!;

    [InjectService]
    public NpgsqlDataSource Database { get; set; } = null!;

    [InjectService]
    public FactSources Sources { get; set; } = null!;

    [InjectService]
    public Signatures Signatures { get; set; } = null!;

    public override async Task<bool> Execute(ImportDayInput input)
    {
        if (!DateOnly.TryParseExact(input.DateFlag, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 2000 or > 2099)
            return await Refuse("Name the day between 2000 and 2099: --date 2026-03-02");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.ZoneFlag, out var zone))
            return await Refuse($"'{input.ZoneFlag}' is not an IANA time zone.");
        if (!File.Exists(input.File))
            return await Refuse($"There is no file '{input.File}'.");

        await using var file = File.OpenRead(input.File);
        var (day, faults) = DayFile.Read(file);
        foreach (var fault in faults)
            await Console.Error.WriteLineAsync($"{fault.Path}: {fault.Message} ({fault.Rule})");
        if (day is null || faults.Count > 0)
            return await Refuse("Nothing was imported.");

        await Schema.StartAsync(CancellationToken.None);
        await StandardRoles.Define(Commands);
        await StandardCourse.Publish(Commands());
        return await new ImportDay(day, date, zone, DateOnly.FromDateTime(Sources.Clock.GetUtcNow().UtcDateTime), Commands, Console.WriteLine).Run();
    }

    private Commands Commands() => new(Store, Database, Sources, Signatures, CommandContext.OfInstallation("", CancellationToken.None, channel: "import"));

    private static async Task<bool> Refuse(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return false;
    }
}
