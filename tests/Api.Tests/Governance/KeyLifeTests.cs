using System.Text.Json;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Governance.Retention;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Governance;

/// <summary>Keys are renewed and, where age limits what they protect, destroyed in time.</summary>
public class KeyLifeTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task renewed_keys_protect_what_is_written_from_then_on()
    {
        var officer = await server.Company.Officer();
        var customer = new RegisterCustomer(Guid.CreateVersion7(), server.Company.BranchId, "Erika Mustermann");
        (await server.Company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);

        (await officer.Post("/api/governance/key-rotations", new RotateSubjectKeys(customer.CustomerId))).ShouldBe(201);
        // Every node uses the new key after five minutes at the latest; this one at once.
        server.Host.Services.GetRequiredService<Api.Security.Keys.KeyMemory>().Forget();
        (await server.Company.Adviser.Post($"/api/crm/customers/{customer.CustomerId}/change-contact", new ChangeContact("Erika Neu", null, null))).ShouldBe(204);

        var keys = await KeysOf(customer.CustomerId, "name");
        keys.Length.ShouldBe(2);
        keys[0].ShouldNotBe(keys[1]);
        (await server.Events(customer.CustomerId)).OfType<Domain.Crm.CustomerRegistered>().Single().Name.ShouldBe("Erika Mustermann");
        (await server.Load<CustomerDetails>(customer.CustomerId))!.Name.ShouldBe("Erika Neu");
        (await server.Events(DataSubject.IdOf(customer.CustomerId))).ShouldBe([new SubjectKeysRotated(DataSubject.IdOf(customer.CustomerId), customer.CustomerId, 1)]);
    }

    [Fact]
    public async Task the_places_of_a_month_are_gone_for_good_when_the_whole_month_is_too_old()
    {
        var (cleaner, person) = await server.Company.Cleaner();
        var job = await server.Company.Job();
        (await server.Company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((cleaner, 10)))).ShouldBe(204);
        var today = server.Clock.GetUtcNow();
        server.Clock.TurnTo(Company.At(10));
        try
        {
            (await person.Post($"/api/dispatch/jobs/{job}/check-in", new CheckIn(cleaner, CheckInMethod.Gps, null, Company.Piazza, 15))).ShouldBe(204);
            (await PlaceOf(job)).ShouldBe(Company.Piazza);
            server.Clock.TurnTo(new DateTimeOffset(2026, 4, 30, 23, 59, 0, TimeSpan.Zero));
            await Retention();
            (await LiveKeys(cleaner, Purpose.Presence)).ShouldBe(1);
            (await PlaceOf(job)).ShouldBeNull("More than thirty days old.");

            server.Clock.TurnTo(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
            await Retention();
            (await LiveKeys(cleaner, Purpose.Presence)).ShouldBe(0);
        }
        finally
        {
            server.Clock.TurnTo(today);
        }

        (await PlaceOf(job)).ShouldBeNull("The key is gone, whatever the clock says.");
        var schedule = (await server.Load<RetentionScheduleDetails>(RetentionSchedule.IdOf(Purpose.Presence)))!;
        schedule.Month.ShouldBe("2026-04");
        schedule.KeysDestroyed.ShouldBePositive();
    }

    private Task Retention() => server.Host.Services.GetRequiredService<ExecuteRetention>().Execute(Cancelled);

    private async Task<GeoPoint?> PlaceOf(Guid job) => (await server.Events(job)).OfType<CleanerCheckedIn>().Single().Place;

    private async Task<long> LiveKeys(Guid subject, Purpose purpose)
    {
        await using var command = server.Host.Services.GetRequiredService<Api.Security.Keys.KeysDatabase>().Source.CreateCommand(
            "select count(*) from public.subject_key where subject_id = $1 and purpose = $2 and wrapped is not null");
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = purpose.ToString() });
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }

    private async Task<Guid[]> KeysOf(Guid stream, string member) =>
    [
        .. (await server.Rows("select data::text from public.mt_events where stream_id = $1 order by version", stream))
            .Select(x => JsonDocument.Parse((string)x[0]).RootElement.GetProperty(member).GetProperty("$sealed").GetBytesFromBase64())
            .Select(x => Api.Security.Sealing.Seal.KeyOf(x)),
    ];
}
