using System.Diagnostics;

namespace CleaningEvents.Reliability.Attacks;

/// <summary>The program that looks for ways to put SQL into a request; Debian has it.</summary>
public static class Sqlmap
{
    private static readonly string[] Always =
    [
        "--batch", "--flush-session", "--dbms=PostgreSQL", "--technique=BEUS", "--level=2", "--risk=1", "--threads=4", "--disable-coloring", "--ignore-code=*",
    ];

    /// <summary>What it says of a request.</summary>
    public enum Outcome { Safe, Injectable, Unclear }

    public static async Task<bool> IsInstalled(CancellationToken cancelled)
    {
        try
        {
            return await Run(["--version"], cancelled) is not "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Tries every parameter of the address and, where there is one, every member of the body.</summary>
    public static async Task<Outcome> Try(Uri address, string? body, CancellationToken cancelled)
    {
        var output = Directory.CreateTempSubdirectory("cleaning-sqlmap-");
        try
        {
            string[] request = body is null ? [] : ["--method=POST", $"--data={body}", "--header=Content-Type: application/json"];
            var said = await Run([.. Always, $"--output-dir={output.FullName}", "-u", address.ToString(), .. request], cancelled);
            return said.Contains("identified the following injection point", StringComparison.Ordinal) ? Outcome.Injectable
                : said.Contains("do not appear to be injectable", StringComparison.Ordinal) ? Outcome.Safe
                : Outcome.Unclear;
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static async Task<string> Run(string[] arguments, CancellationToken cancelled)
    {
        using var process = Process.Start(new ProcessStartInfo("sqlmap", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            Task<string>[] written = [process.StandardOutput.ReadToEndAsync(cancelled), process.StandardError.ReadToEndAsync(cancelled)];
            return string.Concat(await Task.WhenAll(written));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
