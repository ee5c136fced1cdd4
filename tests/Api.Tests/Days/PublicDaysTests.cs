using CleaningEvents.Api.Hosting.Days;

namespace CleaningEvents.Api.Tests.Days;

public class PublicDaysTests
{
    private const string Variable = "CLEANING_DATA";

    [Fact]
    public void every_public_home_care_instance_is_a_day()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } data)
        {
            Assert.Skip($"{Variable} names no folder: the public home-care instances (its subfolder hhcrsp) were NOT read.");
            return;
        }

        var files = Directory.GetFiles(Path.Combine(data, "hhcrsp"), "*.json", SearchOption.AllDirectories);

        files.ShouldNotBeEmpty();
        files.SelectMany(FaultsOf).ShouldBeEmpty();
    }

    private static IEnumerable<string> FaultsOf(string file)
    {
        using var stream = File.OpenRead(file);
        return [.. DayFile.Read(stream).Faults.Select(fault => $"{Path.GetFileName(file)}: {fault}")];
    }
}
