using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using CleaningEvents.Reliability;

[assembly: UnsupportedOSPlatform("windows")]

if (args is not [var subject, .. var wanted] || !Checks.All.TryGetValue(subject, out var checks) || !wanted.All(checks.ContainsKey))
{
    var known = Checks.All.Select(x => $"{x.Key} ({string.Join(", ", x.Value.Keys)})");
    Console.Error.WriteLine($"Say one of these, then the checks that you want, if not all: {string.Join("; ", known)}.");
    return 1;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using var installation = await Installation.Found(stop.Token);
    List<Finding> findings = [];
    foreach (var (name, check) in checks.Where(x => wanted is [] || wanted.Contains(x.Key)))
        findings.AddRange(await Checks.Run(name, check, installation, stop.Token));
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
