using CleaningEvents.Api.Hosting.Days;
using JasperFx.CommandLine;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>How large a day to make up.</summary>
public class ComposeDayInput
{
    [Description("How many jobs, 1 to 5000"), FlagAlias("jobs", longAliasOnly: true)]
    public int JobsFlag { get; set; } = 60;

    [Description("How many cleaners, 1 to 5000"), FlagAlias("cleaners", longAliasOnly: true)]
    public int CleanersFlag { get; set; } = 14;

    [Description("Any number; each makes another day"), FlagAlias("seed", longAliasOnly: true)]
    public int SeedFlag { get; set; } = 7;
}

/// <summary>Makes up a plausible day of work for those who have no file.</summary>
[Description("Print a made-up day of work, in the form that import-day reads", Name = "compose-day")]
public class ComposeDayCommand : JasperFxAsyncCommand<ComposeDayInput>
{
    public override async Task<bool> Execute(ComposeDayInput input)
    {
        try
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(ComposeDay.Compose(input.JobsFlag, input.CleanersFlag, input.SeedFlag));
            return true;
        }
        catch (ArgumentOutOfRangeException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return false;
        }
    }
}
