using System.Diagnostics;
using CleaningEvents.Api.Hosting;
using Npgsql;

namespace CleaningEvents.Tests;

/// <summary>The program as people start it: a process of its own, on databases of its own.</summary>
public sealed class CommandLine(string connection, string keysConnection)
{
    /// <summary>As it is built for use: beside the tests it would load them as extensions.</summary>
    private static readonly string Program = Path.Combine(
        Checkout.FolderOf(AppContext.BaseDirectory), "src", "Api", Path.GetRelativePath(
            Path.Combine(Checkout.FolderOf(AppContext.BaseDirectory), "tests", "Api.Tests"), AppContext.BaseDirectory), "CleaningEvents.Api.dll");

    /// <summary>How a company begins.</summary>
    public static string[] Bootstrap { get; } =
        ["bootstrap", "--employee-number", "E001", "--name", "Ada Example", "--second-employee-number", "E002", "--second-name", "Ben Example"];

    /// <summary>Environment variables for the program.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public NpgsqlDataSource Database { get; } = NpgsqlDataSource.Create(connection);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<CommandLine> OnEmptyDatabase(Server server)
    {
        var name = $"command_line_{Guid.NewGuid():n}";
        var keys = $"{name}_keys";
        await server.Cluster.EnsureDatabaseAsync(name, Cancelled);
        await server.Cluster.EnsureDatabaseAsync(keys, Cancelled);
        return new CommandLine(server.Cluster.ConnectionString(name), server.Cluster.ConnectionString(keys));
    }

    public Task<(int Code, string Output, string Error)> Run(params string[] arguments) => RunIn("Development", arguments);

    public async Task<(int Code, string Output, string Error)> RunIn(string environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts the service, and lets it run.</summary>
    public Process Serve()
    {
        var process = Start("Development", []);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return process;
    }

    /// <summary>Runs until a line of output contains <paramref name="mark"/>, and then kills the process as <c>kill -9</c> does.</summary>
    public async Task KillAt(string mark, params string[] arguments)
    {
        using var process = Start("Development", arguments);
        _ = process.StandardError.ReadToEndAsync(Cancelled);
        while (await process.StandardOutput.ReadLineAsync(Cancelled) is { } line)
            if (line.Contains(mark, StringComparison.Ordinal))
                break;
        process.HasExited.ShouldBeFalse($"It ended before '{mark}'.");
        process.Kill();
        await process.WaitForExitAsync(Cancelled);
    }

    public async Task<IReadOnlyList<T>> Rows<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        List<T> rows = [];
        while (await reader.ReadAsync(Cancelled))
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    private Process Start(string environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__cleaning"] = connection;
        start.Environment["ConnectionStrings__cleaning_keys"] = keysConnection;
        start.Environment.Remove("BusinessClock__StartAt");
        start.Environment.Remove("BusinessClock__Speed");
        start.Environment["Issuer"] = "http://localhost:5080/";
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
