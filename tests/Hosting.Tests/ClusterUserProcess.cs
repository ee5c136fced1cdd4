using System.Diagnostics;

namespace CleaningEvents.Hosting.Tests;

/// <summary>The test's handle on a <see cref="ClusterUser"/>.</summary>
internal sealed class ClusterUserProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private string? home;

    public ClusterUserProcess(string home) =>
        process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ClusterUser.Role, home])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    public async Task<string> HomeAsync() => home ??= (await ReadAsync()).ShouldNotBeNull();

    public async Task JoinedAsync()
    {
        await HomeAsync();
        await HearAsync("joined");
    }

    public async Task WriteAsync(int number)
    {
        process.StandardInput.WriteLine(number);
        await HearAsync("written");
    }

    public async Task LeaveAsync()
    {
        AskToLeave();
        await HearAsync("left");
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void AskToLeave() => process.StandardInput.WriteLine("leave");

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    private async Task HearAsync(string word) => (await ReadAsync()).ShouldBe(word);

    private Task<string?> ReadAsync() => process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
}
