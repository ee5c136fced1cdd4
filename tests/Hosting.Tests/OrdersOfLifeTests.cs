namespace CleaningEvents.Hosting.Tests;

/// <summary>Two processes start, leave and are killed around one server, in every order that matters.</summary>
public sealed class OrdersOfLifeTests(TemporaryHome home) : IClassFixture<TemporaryHome>
{
    private static readonly List<int> Written = [];
    private readonly Dictionary<char, ClusterUserProcess> users = [];

    // +A starts, -A leaves, !A is killed; ~A is killed as soon as its server shows; %A is killed while it leaves; !P kills the server.
    // Steps follow one another; what stands in one step happens at once.
    [Theory]
    [InlineData("+A +B -A -B")]
    [InlineData("+A +B -B -A")]
    [InlineData("+A -A +B -B")]
    [InlineData("+A+B -A-B")]
    [InlineData("+A +B !A -B")]
    [InlineData("+A +B !B -A")]
    [InlineData("+A !A +B -B")]
    [InlineData("+A +B !A !B +A +B -A -B")]
    [InlineData("+A +B !A !B !P +A -A")]
    [InlineData("+A !P +B -A -B")]
    [InlineData("+A +B !P -B -A")]
    [InlineData("+A +B !P !A -B")]
    [InlineData("+A +B !A!P -B")]
    [InlineData("+A !A!P +B -B")]
    [InlineData("+A !P+B -A-B")]
    [InlineData("~A +B -B")]
    [InlineData("~A+B -B")]
    [InlineData("+A %A +B -B")]
    [InlineData("+A +B %A-B +A -A")]
    public async Task what_was_written_stays_and_one_server_runs(string order)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Servers are counted in /proc, which only Linux has.");
        try
        {
            foreach (var step in order.Split(' '))
            {
                await Task.WhenAll(step.Chunk(2).Select(pair => ActAsync(pair[0], pair[1])));
                await WriteByEachAsync();
            }

            users.ShouldBeEmpty("an order ends when all have left");
            await Servers.CountToAsync(home.Path, 0);
            (await ReadAsync()).ShouldBe(Written);
            await Servers.CountToAsync(home.Path, 0);
        }
        finally
        {
            users.Values.ToList().ForEach(user => user.Dispose());
        }
    }

    private Task ActAsync(char verb, char who) => (verb, who) switch
    {
        ('!', 'P') => Task.Run(() => Servers.Kill(Servers.On(home.Path).ShouldHaveSingleItem())),
        ('+', _) => StartAsync(who),
        ('-', _) => Remove(who).LeaveAsync(),
        ('!', _) => Remove(who).KillAsync(),
        ('~', _) => KillWhileStartingAsync(),
        ('%', _) => KillWhileLeavingAsync(Remove(who)),
        _ => throw new ArgumentOutOfRangeException(nameof(verb)),
    };

    private async Task WriteByEachAsync()
    {
        foreach (var user in users.Values)
        {
            Written.Add(Written.Count);
            await user.WriteAsync(Written[^1]);
            await Servers.CountToAsync(home.Path, 1);
        }
    }

    private Task StartAsync(char who)
    {
        users.Add(who, new(home.Path));
        return users[who].JoinedAsync();
    }

    private async Task KillWhileStartingAsync()
    {
        using var user = new ClusterUserProcess(home.Path);
        await Eventually.TrueAsync(() => Servers.On(home.Path).Length > 0, "a starting server");
        await user.KillAsync();
    }

    private static async Task KillWhileLeavingAsync(ClusterUserProcess user)
    {
        user.AskToLeave();
        await user.KillAsync();
    }

    private ClusterUserProcess Remove(char who)
    {
        users.Remove(who, out var user);
        return user.ShouldNotBeNull();
    }

    private async Task<List<int>> ReadAsync()
    {
        await using var cluster = await Clusters.JoinAsync(home.Options);
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(ClusterUser.Database));
        await using var command = source.CreateCommand("select number from written order by number");
        await using var reader = await command.ExecuteReaderAsync();
        List<int> numbers = [];
        while (await reader.ReadAsync())
        {
            numbers.Add(reader.GetInt32(0));
        }

        return numbers;
    }
}
