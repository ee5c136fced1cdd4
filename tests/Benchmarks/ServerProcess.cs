using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CleaningEvents.Benchmarks;

/// <summary>A server in a process of its own on a free port of the loopback, killed at the end.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly Task log;

    private ServerProcess(Process process, Uri address, string logFile)
    {
        (this.process, Address) = (process, address);
        log = KeepLog(process.StandardError, logFile);
    }

    public Uri Address { get; }

    /// <summary>Runs <paramref name="assembly"/>, which lies beside this one, until <paramref name="readyPath"/> answers.</summary>
    public static async Task<ServerProcess> Start(
        string assembly, string[] arguments, string folder, Dictionary<string, string> settings, string readyPath, CancellationToken cancelled)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["Urls"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var logFile = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(assembly)}.log");
        var server = new ServerProcess(Process.Start(start)!, address, logFile);
        try
        {
            await server.Ready(readyPath, logFile, cancelled);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Work
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Patience);
        await log.WaitAsync(Patience);
        process.Dispose();
    }

    private async Task Ready(string path, string logFile, CancellationToken cancelled)
    {
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
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

        throw new InvalidOperationException($"{Path.GetFileName(logFile)}: the server did not start.\n{string.Join('\n', File.ReadLines(logFile).TakeLast(30))}");
    }

    private static async Task KeepLog(StreamReader lines, string file)
    {
        await using var writer = new StreamWriter(file, append: true) { AutoFlush = true };
        while (await lines.ReadLineAsync() is { } line)
            await writer.WriteLineAsync(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
