using System.Runtime.InteropServices;
using CleaningEvents.Benchmarks;
using CleaningEvents.Benchmarks.Bare;

if (args is ["bare", ..])
    return await BareServer.Run(args[1..]);
if (Wanted.Of(args) is not { } wanted)
    return Wanted.Explain();

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var report = new Report();
    await using var cluster = await Cluster.Start("cleaning-benchmarks", stop.Token);
    await report.Machine(cluster, wanted, stop.Token);
    if (wanted.NeedsServer)
    {
        await using var company = await Company.Found(cluster, stop.Token);
        if (wanted.Has("commands")) await Commands.Measure(company, wanted, report, stop.Token);
        if (wanted.Has("reads")) await Reads.Measure(company, wanted, report, stop.Token);
        if (wanted.Has("reading")) await RecordedReads.Measure(company, wanted, report, stop.Token);
        if (wanted.Has("lag")) await Lag.Measure(company, wanted, report, stop.Token);
    }

    if (wanted.Has("rebuild")) await Rebuild.Measure(cluster, wanted, report, stop.Token);
    if (wanted.Has("sealing")) await Sealing.Measure(cluster, wanted, report, stop.Token);
    if (wanted.IsForTheRecord) report.Write();
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
