namespace CleaningEvents.Tests;

public class HealthTests(Server server)
{
    [Theory]
    [InlineData("/health/live", "Healthy")]
    [InlineData("/health/ready", "\"status\":\"Healthy\"")]
    public async Task the_platform_asks_without_an_account(string url, string expected)
    {
        await server.CaughtUp();

        var answer = await server.Client().GetAsync(url, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(200);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(expected);
    }
}
