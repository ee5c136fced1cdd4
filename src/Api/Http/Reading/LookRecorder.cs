using System.Threading.Channels;
using CleaningEvents.Domain.Access;
using Marten;

namespace CleaningEvents.Api.Http.Reading;

/// <summary>
/// Records looks, many readers in one commit: who comes while a commit is under way joins the next one. An account that one node alone
/// reads for never races; where two nodes do, the loser writes again.
/// </summary>
public sealed partial class LookRecorder(IDocumentStore store, Signatures signatures, ILogger<LookRecorder> log) : BackgroundService
{
    private const int MostTogether = 200;
    private const int MostWaiting = 10_000;
    private const int Attempts = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<Entry> waiting = Channel.CreateBounded<Entry>(MostWaiting);

    /// <summary>Whether <paramref name="accesses"/> are committed; false when that fails or takes longer than five seconds.</summary>
    public async Task<bool> Record(IReadOnlyList<RecordAccessed> accesses, CommandContext context)
    {
        // What others wait for together does not end with one of them.
        var entry = new Entry(accesses, context with { Cancelled = CancellationToken.None });
        if (!waiting.Writer.TryWrite(entry))
            return false;

        try
        {
            return await entry.Answer.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    // Ends with the last of those who wait, not with the token.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
            await Write(Next());
    }

    private List<Entry> Next()
    {
        List<Entry> batch = [];
        for (var rows = 0; rows < MostTogether && waiting.Reader.TryRead(out var entry); rows += entry.Accesses.Count)
            batch.Add(entry);
        return batch;
    }

    private async Task Write(List<Entry> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Append(batch);
                batch.ForEach(x => x.Answer.TrySetResult(true));
                return;
            }
            catch (Exception e) when (Commands.IsLostRace(e) && attempt < Attempts)
            {
                continue;
            }
            catch (Exception e) when (batch.Count > 1 && !Unexpected.IsAway(e))
            {
                // One of them may be why: the others need not suffer.
                foreach (var entry in batch)
                    await Write([entry]);
                return;
            }
            catch (Exception e)
            {
                NotRecorded(log, batch.Count, e.GetType().Name);
                batch.ForEach(x => x.Answer.TrySetResult(false));
                return;
            }
        }
    }

    private async Task Append(List<Entry> batch)
    {
        await using var session = store.LightweightSession();
        foreach (var entry in batch)
            foreach (var access in entry.Accesses)
                await signatures.Sign([session.Events.Append(access.AccessLogId, access).Events[^1]], entry.Context);
        await session.SaveChangesAsync();
    }

    [LoggerMessage(LogLevel.Error, "What {Count} readers were to see could not be recorded, and nothing was shown: {Exception}.")]
    private static partial void NotRecorded(ILogger log, int count, string exception);

    private sealed record Entry(IReadOnlyList<RecordAccessed> Accesses, CommandContext Context)
    {
        // Whoever waits goes on elsewhere than in the writer.
        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
