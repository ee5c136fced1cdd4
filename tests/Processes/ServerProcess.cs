using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CleaningEvents.Api.Hosting;

namespace CleaningEvents.Processes;

/// <summary>A server in a process of its own on a free port of the loopback, killed at the end.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly Task log;

    private ServerProcess(Process process, Uri address, string logFile)
    {
        (this.process, Address, LogFile) = (process, address, logFile);
        log = Task.WhenAll(Keep(process.StandardError, logFile), Keep(process.StandardOutput, $"{logFile}.out"));
    }

    public Uri Address { get; }

    /// <summary>What it wrote to standard error; what it wrote to standard output lies beside it.</summary>
    public string LogFile { get; }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Work
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The service as it is built for use, in the configuration that this program was built in.</summary>
    public static string Service { get; } = Built();

    /// <summary>Runs <paramref name="program"/> until <paramref name="readyPath"/> answers; settings are named with colons.</summary>
    public static async Task<ServerProcess> Start(
        string program, string[] arguments, string logFile, IReadOnlyDictionary<string, string> settings, string readyPath, CancellationToken cancelled)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var server = new ServerProcess(Begin(program, arguments, settings, address), address, logFile);
        try
        {
            await server.Ready(readyPath, cancelled);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <paramref name="program"/> to its end and tells how it ended and all it wrote.</summary>
    public static async Task<(int Code, string Output)> Run(
        string program, string[] arguments, IReadOnlyDictionary<string, string> settings, CancellationToken cancelled)
    {
        using var process = Begin(program, arguments, settings, new Uri($"http://127.0.0.1:{FreePort()}"));
        try
        {
            Task<string>[] written = [process.StandardOutput.ReadToEndAsync(cancelled), process.StandardError.ReadToEndAsync(cancelled)];
            var output = string.Concat(await Task.WhenAll(written).WaitAsync(Patience, cancelled));
            await process.WaitForExitAsync(cancelled);
            return (process.ExitCode, output);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Patience);
        await log.WaitAsync(Patience);
        process.Dispose();
    }

    private static Process Begin(string program, string[] arguments, IReadOnlyDictionary<string, string> settings, Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Urls"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    private async Task Ready(string path, CancellationToken cancelled)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(10) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(path, cancelled);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancelled.IsCancellationRequested))
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancelled);
        }

        throw new InvalidOperationException($"{Path.GetFileName(LogFile)}: the server did not start.\n{string.Join('\n', File.ReadLines(LogFile).TakeLast(30))}");
    }

    private static async Task Keep(StreamReader lines, string file)
    {
        await using var writer = new StreamWriter(file, append: true) { AutoFlush = true };
        while (await lines.ReadLineAsync() is { } line)
            await writer.WriteLineAsync(line);
    }

    // Beside other programs it would load them as its extensions.
    private static string Built()
    {
        var checkout = Checkout.FolderOf(AppContext.BaseDirectory);
        var output = Path.GetRelativePath(Path.Combine(checkout, "tests"), AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar, 2)[1];
        return Path.Combine(checkout, "src", "Api", output, "CleaningEvents.Api.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
