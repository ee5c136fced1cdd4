using System.ComponentModel;
using System.Diagnostics;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>What a finished program left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs a program to its end, or kills it when its time is up.</summary>
internal static class Command
{
    public static async Task<Outcome> RunAsync(ProcessStartInfo command, TimeSpan within, CancellationToken cancellation)
    {
        command.RedirectStandardInput = command.RedirectStandardOutput = command.RedirectStandardError = true;
        command.CreateNoWindow = true; // Windows: a console of its own, so that Ctrl+C here does not reach the server.
        using var process = Start(command);
        process.StandardInput.Close();
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(within);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new(-1, $"{command.FileName} did not end within {within.TotalSeconds:0} s.");
        }

        return new(process.ExitCode, await TextOf(output));
    }

    private static Process Start(ProcessStartInfo command)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception impossible)
        {
            throw new EmbeddedPostgresException($"Cannot run {command.FileName}: {impossible.Message}");
        }
    }

    private static async Task<string> TextOf(Task<string[]> output)
    {
        // On Windows a server may inherit the pipes and keep them open after the program that started it has ended.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1)));
        return output.IsCompletedSuccessfully ? string.Concat(output.Result).Trim() : "";
    }
}
