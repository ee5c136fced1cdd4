using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain.Dispatch;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Http;

public class IdempotencyTests(Server server)
{
    private readonly Company company = server.Company;
    private readonly string key = Guid.NewGuid().ToString();

    [Fact]
    public async Task a_request_sent_again_gets_the_first_answer_and_records_nothing()
    {
        var book = Company.Booking(await company.Site());
        var first = (await company.Dispatcher.Post("/api/dispatch/jobs", book, key: key)).ShouldBe(201);

        var second = (await company.Dispatcher.Post("/api/dispatch/jobs", book, key: key)).ShouldBe(201);

        (second.Location, second.ETag, second.Position).ShouldBe((first.Location, first.ETag, first.Position));
        (await server.Events(book.JobId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task the_first_answer_comes_even_when_the_thing_has_moved_on()
    {
        var job = await company.Job();
        var cancel = new CancelJob(CancellationReason.CompanyWeather);
        var move = new RescheduleJob(new StartWindow(Company.At(10), Company.At(11)), RescheduleReason.CustomerAskedForAnotherTime, "Later.");
        var first = (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/reschedule", move, ifMatch: "\"1\"", key: key)).ShouldBe(204);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/cancel", cancel)).ShouldBe(204);

        var again = (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/reschedule", move, ifMatch: "\"1\"", key: key)).ShouldBe(204);

        (again.ETag, again.Position).ShouldBe((first.ETag, first.Position));
        (await server.Events(job)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task a_thing_made_twice_under_two_keys_is_made_once_and_leaves_no_hole_in_the_log()
    {
        var book = Company.Booking(await company.Site()) with { ExternalReference = key };
        (await company.Dispatcher.Post("/api/dispatch/jobs", book)).ShouldBe(201);
        var drawn = await LastDrawn();

        (await company.Dispatcher.Post("/api/dispatch/jobs", book)).ShouldBe(201).Position.ShouldBeNull();

        (await LastDrawn()).ShouldBe(drawn);
        (await server.Events(book.JobId)).ShouldHaveSingleItem();

        async Task<object> LastDrawn() => (await server.Rows("select last_value from mt_events_sequence")).Single().Single();
    }

    [Fact]
    public async Task of_many_at_once_under_one_key_one_is_done_and_all_get_its_answer()
    {
        var job = await company.Job();
        var move = new RescheduleJob(new StartWindow(Company.At(10), Company.At(11)), RescheduleReason.CustomerAskedForAnotherTime, "Later.");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => company.Dispatcher.Post($"/api/dispatch/jobs/{job}/reschedule", move, "*", key)));

        answers.ShouldAllBe(x => (int)x.Status == 204);
        answers.Select(x => (x.ETag, x.Position)).Distinct().ShouldHaveSingleItem();
        (await server.Events(job)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_key_of_another_request_is_refused_and_changes_nothing()
    {
        var site = await company.Site();
        (await company.Dispatcher.Post("/api/dispatch/jobs", Company.Booking(site), key: key)).ShouldBe(201);
        var other = Company.Booking(site);

        (await company.Dispatcher.Post("/api/dispatch/jobs", other, key: key)).ShouldBe(422);

        (await server.Events(other.JobId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_was_asked_cannot_be_guessed_from_its_fingerprint()
    {
        var body = JsonSerializer.Serialize(Company.Booking(await company.Site()), Person.Json);
        (await company.Dispatcher.PostText("/api/dispatch/jobs", body, key: key)).ShouldBe(201);

        var kept = (byte[])(await server.Rows("select fingerprint from command_receipt where key = $1", key)).Single().Single();

        kept.Length.ShouldBe(32);
        kept.ShouldNotBe(SHA256.HashData(Encoding.UTF8.GetBytes($"POST /api/dispatch/jobs\n*\n{body}")));
        kept.ShouldBe(server.Host.Services.GetRequiredService<BlindingKey>().Mac("request", SHA256.HashData(Encoding.UTF8.GetBytes($"POST /api/dispatch/jobs\n*\n{body}"))));
    }

    [Fact]
    public async Task two_people_may_use_the_same_key()
    {
        var site = await company.Site();

        (await company.Dispatcher.Post("/api/dispatch/jobs", Company.Booking(site), key: key)).ShouldBe(201);
        (await company.Adviser.Post("/api/dispatch/jobs", Company.Booking(site), key: key)).ShouldBe(201);
    }

    [Fact]
    public async Task what_was_refused_may_be_tried_again_under_the_same_key()
    {
        var (cleaner, _) = await company.Cleaner();
        var site = await company.Site();
        var (taken, wanted) = (await company.Job(site), await company.Job(site));
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{taken}/assign", Company.Crew((cleaner, 10)))).ShouldBe(204);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{wanted}/assign", Company.Crew((cleaner, 10)), key: key)).ShouldBeRefused("cleaner-not-free");
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{taken}/cancel", new CancelJob(CancellationReason.CompanyWeather))).ShouldBe(204);

        (await company.Dispatcher.Post($"/api/dispatch/jobs/{wanted}/assign", Company.Crew((cleaner, 10)), key: key)).ShouldBe(204);
    }

    [Fact]
    public async Task what_holds_already_is_accepted_and_remembered()
    {
        var job = await company.Job();
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/cancel", new CancelJob(CancellationReason.CompanyWeather))).ShouldBe(204);

        var again = (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/cancel", new CancelJob(CancellationReason.CompanyWeather), key: key)).ShouldBe(204);

        again.Position.ShouldBeNull();
        (await server.Events(job)).Count.ShouldBe(2);
        (await server.Rows("select version from command_receipt where key = $1", key)).Single().Single().ShouldBe(2L);
    }

    [Fact]
    public async Task a_receipt_is_kept_for_thirty_days()
    {
        (await company.Dispatcher.Post("/api/dispatch/jobs", Company.Booking(await company.Site()), key: key)).ShouldBe(201);
        await server.Rows("update command_receipt set recorded_at = now() - interval '29 days 23 hours' where key = $1", key);
        await ForgetOldReceipts.Forget(server.Database, TestContext.Current.CancellationToken);
        (await server.Rows("select 1 from command_receipt where key = $1", key)).ShouldHaveSingleItem();

        await server.Rows("update command_receipt set recorded_at = now() - interval '30 days 1 hour' where key = $1", key);
        await ForgetOldReceipts.Forget(server.Database, TestContext.Current.CancellationToken);

        (await server.Rows("select 1 from command_receipt where key = $1", key)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("has space")]
    [InlineData("123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-1")]
    public async Task a_command_without_a_usable_key_is_not_read_further(string bad) =>
        (await company.Dispatcher.Post("/api/dispatch/jobs", Company.Booking(await company.Site()), key: bad))
            .ShouldBe(400).Rule.ShouldBe("idempotency-key-required");
}
