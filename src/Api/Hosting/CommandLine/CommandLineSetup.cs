using CleaningEvents.Api.Security.Keys;
using Microsoft.Extensions.Logging.Console;
using Spectre.Console;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>What the commands of the command line need.</summary>
public static class CommandLineSetup
{
    public static void AddCommandLine(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FirstAdministrators>();
        // Standard output is for what a command prints; the log and the framework's chatter are not that.
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        builder.Services.Configure<ConsoleLoggerOptions>(x => x.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>A rebuild hashes with the company's own key, but starts nothing that would have taken it.</summary>
    public static async Task PrepareRebuild(this WebApplication app, string[] args)
    {
        if (args is ["projections", ..])
            await app.Services.GetRequiredService<KeysAtStart>().Ready(CancellationToken.None);
    }
}
