using CleaningEvents.Domain.Access.Detection;
using static CleaningEvents.Domain.Tests.Access.Detection.Story;

namespace CleaningEvents.Domain.Tests.Access.Detection;

/// <summary>Each rule about rights and requests, just below and just above its numbers.</summary>
public class RightsRulesTests
{
    [Theory]
    [InlineData(4, 15, 0)]
    [InlineData(5, 15, 1)]
    [InlineData(5, 16, 0)]
    public void a_burst_of_privileges_is_five_grants_in_an_hour(int grants, int minutes, int alerts) =>
        new Story().Repeat(grants, TimeSpan.FromMinutes(minutes), (x, i) => x.See(SignalKind.Granted, Of(Example.Number(i)))).Found("R16").Count().ShouldBe(alerts);

    [Fact]
    public void a_grant_to_oneself_is_told_at_once() =>
        new Story().See(SignalKind.Granted, Of(Ana)).Found("R16").Count().ShouldBe(1);

    [Fact]
    public void a_role_that_is_used_and_taken_back_within_the_hour_is_told_of_who_used_it()
    {
        var alert = Borrowed(used: true, minutes: 60).Found("R16").Single();
        (alert.Finding.AccountId, alert.Finding.Evidence.Count).ShouldBe((Bob, 3));
        Borrowed(used: false, minutes: 60).Found("R16").ShouldBeEmpty();
        Borrowed(used: true, minutes: 61).Found("R16").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public void probing_is_ten_records_in_five_minutes(int records, int alerts) =>
        new Story().See(SignalKind.Denied, x => x with { Records = [.. Enumerable.Range(0, 5).Select(Record)] }).Minutes(5)
            .See(SignalKind.Denied, x => x with { Records = [.. Enumerable.Range(5, records - 5).Select(Record)] }).Found("R17").Count().ShouldBe(alerts);

    [Fact]
    public void the_same_record_in_vain_is_no_probing() =>
        new Story().Repeat(30, TimeSpan.FromSeconds(5), (x, _) => x.See(SignalKind.Denied, y => y with { Records = [Record(1)] })).Found("R17").ShouldBeEmpty();

    [Fact]
    public void a_used_refresh_token_is_told_at_once() =>
        new Story().See(SignalKind.Replayed).Found("R19").Single().Response.ShouldBe(AlertResponse.EndSession);

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public void used_keys_are_told_when_they_are_many(int keys, int alerts) =>
        new Story().See(SignalKind.KeyReused, x => x with { Count = 4 }).Minutes(59).See(SignalKind.KeyReused, x => x with { Count = keys - 4 }).Found("R19").Count().ShouldBe(alerts);

    [Fact]
    public void the_same_signals_make_the_same_alerts_again()
    {
        static Guid[] Ids() => [.. new Story().Repeat(30, TimeSpan.FromSeconds(5), (x, i) => x.Open(i)).Found("R2").Select(x => x.Id)];

        Ids().ShouldBe(Ids());
    }

    private static Story Borrowed(bool used, int minutes)
    {
        var story = new Story().See(SignalKind.Granted, Of(Bob)).Minutes(10);
        if (used)
            story.Open(1, x => x with { AccountId = Bob });
        return story.Minutes(minutes - 10).See(SignalKind.Revoked, Of(Bob));
    }

    private static Func<Signal, Signal> Of(Guid target) => x => x with { Target = target, Records = [Example.Number(200)] };
}
