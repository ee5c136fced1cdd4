using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using CleaningEvents.Reliability;
using CleaningEvents.Reliability.Erasure;

[assembly: UnsupportedOSPlatform("windows")]

if (args is not ["erasure", .. var wanted] || !wanted.All(ErasureChecks.All.ContainsKey))
{
    Console.Error.WriteLine($"Say erasure, then the checks that you want, if not all: {string.Join(", ", ErasureChecks.All.Keys)}.");
    return 1;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using var installation = await Installation.Found(stop.Token);
    List<Finding> findings = [];
    foreach (var name in ErasureChecks.All.Keys.Where(x => wanted is [] || wanted.Contains(x)))
        findings.AddRange(await ErasureChecks.Run(name, installation, stop.Token));
    Console.WriteLine(Finding.Table(findings));
    return findings.All(x => x.Passed) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
