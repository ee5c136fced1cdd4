using System.Diagnostics;
using System.Text.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access.Detection;
using CsCheck;

namespace CleaningEvents.Tests.Hostile;

/// <summary>
/// Sends every operation of the OpenAPI document requests that no front end would send. Every run sends the same ones.
/// For the long form, with its progress:
/// <code>HOSTILE_REQUESTS=5000 dotnet run --project tests/Api.Tests -- -class CleaningEvents.Tests.Hostile.HostileInputTests -showLiveOutput</code>
/// What failed is told with a name; to send that request alone, on the same stage, and smaller ones like it:
/// <code>HOSTILE_REPEAT=AssignJob:0:0000KrSi_4Y1 dotnet run …</code>
/// </summary>
public class HostileInputTests(Server server, ITestOutputHelper output)
{
    private const int Least = 5_000;
    private const int LeastOfEach = 50;
    private const int Round = 250;
    private const int Smaller = 200;

    private readonly Dictionary<(string Operation, int Status), int> answers = [];
    private readonly Dictionary<string, Stage> stages = [];
    private Ledger before;

    [Fact]
    public async Task whatever_comes_in_the_api_answers_as_it_promised()
    {
        using var document = JsonDocument.Parse(await server.Client().GetStringAsync("/swagger/v1/swagger.json", TestContext.Current.CancellationToken));
        // Who sends used keys all day would soon be asked to sign in again.
        await Tune(isOn: false);
        await using var watch = await Watch.Begin(server.Database);
        Operation[] operations = [.. Operation.Of(document.RootElement).OrderBy(x => x.Id, StringComparer.Ordinal)];
        List<string> failures = [];
        if (Environment.GetEnvironmentVariable("HOSTILE_REPEAT")?.Split(':') is [{ } id, { } round, { } seed])
            failures.AddRange(await PlayAgain(document.RootElement, operations.Single(x => x.Id == id), int.Parse(round), seed, watch));
        else
            await PlayAll(document.RootElement, operations, watch, failures);

        await Tune(isOn: true);
        failures.ShouldBeEmpty();
    }

    private async Task Tune(bool isOn)
    {
        foreach (var rule in new[] { "R8", "R19" })
            (await server.Company.Security.Post("/api/access/detectors", new TuneDetector(rule, [], AlertResponse.EndSession, isOn, "Hostile requests."))).ShouldBe(201);
    }

    private async Task PlayAll(JsonElement document, Operation[] operations, Watch watch, List<string> failures)
    {
        var each = int.TryParse(Environment.GetEnvironmentVariable("HOSTILE_REQUESTS"), out var asked)
            ? asked
            : Math.Max(LeastOfEach, (Least + operations.Length - 1) / operations.Length);
        var clock = Stopwatch.StartNew();
        foreach (var (operation, index) in operations.Select((x, i) => (x, i)))
        {
            for (var round = 0; round * Round < each; round++)
            {
                var seeds = Enumerable.Range(round * Round, Math.Min(Round, each - round * Round)).Select(x => Seed(index, x));
                failures.AddRange(await Play(document, operation, round, seeds, watch));
            }

            output.WriteLine($"{clock.Elapsed:mm\\:ss} {index + 1}/{operations.Length} {operation.Id} × {each}: {Tally(operation)}");
        }
    }

    // The factor carries neighbouring numbers far apart, as the generator's first choices need it.
    private static string Seed(int operation, int number) => new PCG((uint)operation, (ulong)number * 0x9E3779B97F4A7C15).ToString();

    /// <summary>Sends the requests of <paramref name="seeds"/> on a fresh stage and tells of the first for each kind of fault.</summary>
    private async Task<IEnumerable<string>> Play(JsonElement document, Operation operation, int round, IEnumerable<string> seeds, Watch watch)
    {
        var stage = await StageFor(operation, round);
        var requests = new Requests(document, stage).For(operation);
        var verdict = new Verdict(stage);
        before = await watch.Now();
        Dictionary<string, string> failures = [];
        foreach (var seed in seeds)
        {
            var request = requests.Generate(PCG.Parse(seed), null, out _);
            if (await Wrong(request, verdict, watch) is { } fault)
                failures.TryAdd(fault.Split('\n')[0], $"HOSTILE_REPEAT={operation.Id}:{round}:{seed}\n{fault}\n{request}\n");
        }

        return failures.Values;
    }

    /// <summary>Sends one request on the stage it failed on, and looks for a smaller one that fails.</summary>
    private async Task<IEnumerable<string>> PlayAgain(JsonElement document, Operation operation, int round, string seed, Watch watch)
    {
        var stage = await StageFor(operation, round);
        var verdict = new Verdict(stage);
        before = await watch.Now();
        try
        {
            await new Requests(document, stage).For(operation).SampleAsync(
                async x => (await Wrong(x, verdict, watch)).ShouldBeNull(), seed: seed, iter: Smaller, threads: 1, print: x => $"{x}");
            return [];
        }
        catch (CsCheckException failed)
        {
            return [$"{failed.Message}\n{failed.InnerException?.Message}"];
        }
    }

    /// <summary>Questions share a stage: they change nothing.</summary>
    private async Task<Stage> StageFor(Operation operation, int round)
    {
        var name = operation.IsCommand ? $"{operation.Id}/{round}" : "questions";
        if (!stages.TryGetValue(name, out var stage))
            stages[name] = stage = await Stage.Set(server, name);
        return stage;
    }

    private async Task<string?> Wrong(HostileRequest request, Verdict verdict, Watch watch)
    {
        using var client = server.Client();
        using var message = request.Message();
        using var answer = await client.SendAsync(message, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answers[(request.Operation.Id, (int)answer.StatusCode)] = answers.GetValueOrDefault((request.Operation.Id, (int)answer.StatusCode)) + 1;
        var after = await watch.Now();
        string[] faults = [.. verdict.Of(request, answer, body, before, after)];
        before = after;
        return faults is [] ? null : $"{string.Join('\n', faults)}\n{(int)answer.StatusCode} {HostileRequest.Brief(body)}";
    }

    private string Tally(Operation operation) =>
        string.Join(", ", answers.Where(x => x.Key.Operation == operation.Id).OrderBy(x => x.Key.Status).Select(x => $"{x.Key.Status} {x.Value}×"));
}
