using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace CleaningEvents.Hosting.Tests;

/// <summary>Where a cluster lives.</summary>
public sealed class HomeTests
{
    [Fact]
    public void the_cluster_of_a_checkout_lies_beside_its_solution()
    {
        var checkout = Directory.CreateTempSubdirectory();
        var contentRoot = checkout.CreateSubdirectory("src/Api").FullName;
        EmbeddedClusterOptions.ForCheckout(contentRoot).Home.ShouldBe(Path.Combine(contentRoot, ".data", "postgres"));

        File.WriteAllText(Path.Combine(checkout.FullName, "CleaningEvents.sln"), "");
        EmbeddedClusterOptions.ForCheckout(contentRoot).Home.ShouldBe(Path.Combine(checkout.FullName, ".data", "postgres"));
        checkout.Delete(recursive: true);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task a_checkout_that_the_servers_account_may_not_enter_gets_its_cluster_elsewhere_and_says_so()
    {
        Assert.SkipUnless(ServerAccount.MustDropRoot, "Only root runs the server as somebody else.");
        var closed = Directory.CreateTempSubdirectory();
        closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var options = EmbeddedClusterOptions.DurableIn(Path.Combine(closed.FullName, ".data", "postgres"));
        var log = new Lines();

        string directory;
        await using (var cluster = await EmbeddedCluster.JoinAsync(options, log, TestContext.Current.CancellationToken))
        {
            directory = (string)(await cluster.AskAsync("show data_directory"))!;
        }

        directory.ShouldNotStartWith(closed.FullName);
        var home = Regex.Match(directory, "^(.*)/server/data$").Groups[1].Value;
        log.Text.ShouldContain($"the database lives in {home}");
        closed.GetFileSystemInfos().ShouldBeEmpty();
        closed.Delete();
        Directory.Delete(home, recursive: true);
    }

    private sealed class Lines : ILogger
    {
        public string Text { get; private set; } = "";

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text += formatter(state, exception) + Environment.NewLine;
    }
}
