using System.Text;
using System.Text.Json.Nodes;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using Weasel.Core;

namespace CleaningEvents.Tests.Security.Sealing;

/// <summary>What the store writes holds no protected value in clear, and opens only where it was put.</summary>
public class SealingSerializerTests
{
    private static readonly Guid Customer = Guid.CreateVersion7();
    private static readonly Guid Cleaner = Guid.CreateVersion7();

    private static readonly SiteRegistered Site = new(
        Guid.CreateVersion7(), Customer, Guid.CreateVersion7(), "Villa Müller", "Piazza 1", new GeoPoint(45.4641, 9.1919), 150, 80, "Alarm 4711", "S-1");

    private static readonly CustomerRegistered Bar = new(Customer, Guid.CreateVersion7(), "Bar Duomo 大教堂", "+39 02 1", null, "C-1");

    private readonly MemoryKeys keys = new();
    private readonly BusinessClock clock = new(Company.Monday, speed: 0);
    private readonly SealingSerializer serializer;

    public SealingSerializerTests() => serializer = new(
        new Marten.Services.SystemTextJsonSerializer { EnumStorage = EnumStorage.AsString, Casing = Casing.CamelCase }, new SealedJson(keys, clock));

    [Fact]
    public void no_protected_value_is_written_in_clear()
    {
        var stored = serializer.ToJson(Site);

        foreach (var secret in new[] { "Müller", "M\\u00FCller", "Piazza", "45.46", "4711" })
            stored.ShouldNotContain(secret);
        stored.ShouldContain("S-1");
    }

    [Fact]
    public void what_was_sealed_reads_as_it_was() => Read<SiteRegistered>(serializer.ToJson(Site)).ShouldBe(Site);

    [Fact]
    public void a_value_that_is_not_there_needs_no_seal() => Read<CustomerRegistered>(serializer.ToJson(Bar)).Email.ShouldBeNull();

    [Fact]
    public void the_same_value_never_looks_the_same_twice() => serializer.ToJson(Bar).ShouldNotBe(serializer.ToJson(Bar));

    [Fact]
    public void values_of_one_subject_and_purpose_share_a_key()
    {
        serializer.ToJson(Bar);
        serializer.ToJson(Site);

        keys.Scopes.ShouldBe([new(Customer, Purpose.Contact, ""), new(Customer, Purpose.Premises, "")]);
    }

    [Fact]
    public void the_keys_to_have_at_hand_are_those_that_storing_asks_for()
    {
        var asked = serializer.Scopes(Site).ToList();

        serializer.ToJson(Site);

        asked.ShouldBe(keys.Scopes);
    }

    [Fact]
    public void members_inside_lists_are_sealed_for_whom_they_are_about()
    {
        var details = new SiteDetails(Site.SiteId, Customer, Site.BranchId, "Bar", "Piazza 1", null, 150, 80, null, null)
        {
            Preferences = [new(Cleaner, CleanerPreference.Excluded, "broke a vase")],
        };

        var stored = serializer.ToJson(details);

        stored.ShouldNotContain("vase");
        keys.Scopes.ShouldContain(new KeyScope(Cleaner, Purpose.Notes, ""));
        Read<SiteDetails>(stored).Preferences.ShouldBe(details.Preferences);
    }

    [Fact]
    public void a_note_inside_a_job_belongs_to_the_customer_around_it()
    {
        var job = Job() with { Cancellation = new(CancellationReason.CompanyWeather, Party.Company, "snow", 60, JobStatus.Booked, Company.Monday) };

        Read<JobDetails>(serializer.ToJson(job)).Cancellation!.Note.ShouldBe("snow");
        keys.Scopes.ShouldBe([new(Customer, Purpose.Notes, "")]);
    }

    [Fact]
    public void who_was_erased_reads_as_erased()
    {
        var stored = serializer.ToJson(Site);
        keys.Destroy(Customer);

        var erased = Read<SiteRegistered>(stored);

        erased.ShouldBe(Site with { Name = "[erased]", Address = "[erased]", Location = null, AccessInstructions = "[erased]" });
    }

    [Fact]
    public void what_reads_as_erased_may_be_stored_again_without_a_key()
    {
        var stored = serializer.ToJson(Site);
        keys.Destroy(Customer);
        var erased = Read<SiteRegistered>(stored);

        Read<SiteRegistered>(serializer.ToJson(erased)).ShouldBe(erased);
    }

    [Fact]
    public void nobody_writes_about_who_was_erased()
    {
        serializer.ToJson(Site);
        keys.Destroy(Customer);

        Should.Throw<SubjectErasedException>(() => serializer.ToJson(Site));
    }

    [Fact]
    public void a_seal_moved_to_another_stream_does_not_open()
    {
        var other = JsonNode.Parse(serializer.ToJson(Bar with { CustomerId = Guid.CreateVersion7() }))!;
        other["name"] = JsonNode.Parse(serializer.ToJson(Bar))!["name"]!.DeepClone();

        Should.Throw<BrokenSealException>(() => Read<CustomerRegistered>(other.ToJsonString()));
    }

    [Fact]
    public void a_seal_moved_to_another_member_does_not_open()
    {
        var moved = JsonNode.Parse(serializer.ToJson(Bar))!;
        moved["phone"] = moved["name"]!.DeepClone();

        Should.Throw<BrokenSealException>(() => Read<CustomerRegistered>(moved.ToJsonString())).Message.ShouldContain("customer_registered");
    }

    [Fact]
    public void a_seal_moved_to_another_event_does_not_open()
    {
        var changed = new ContactChanged(Customer, Bar.BranchId, "Bar Centrale", null, null);
        var moved = JsonNode.Parse(serializer.ToJson(changed))!;
        moved["name"] = JsonNode.Parse(serializer.ToJson(Bar))!["name"]!.DeepClone();

        Should.Throw<BrokenSealException>(() => Read<ContactChanged>(moved.ToJsonString()));
    }

    [Fact]
    public void an_altered_seal_does_not_open()
    {
        var altered = JsonNode.Parse(serializer.ToJson(Bar))!;
        var seal = Convert.FromBase64String(altered["name"]!["$sealed"]!.GetValue<string>());
        seal[^1] ^= 1;
        altered["name"]!["$sealed"] = Convert.ToBase64String(seal);

        Should.Throw<BrokenSealException>(() => Read<CustomerRegistered>(altered.ToJsonString()));
    }

    [Fact]
    public void a_clear_value_slipped_in_among_seals_is_not_believed()
    {
        var slipped = JsonNode.Parse(serializer.ToJson(Bar))!;
        slipped["name"] = "Bar Centrale";

        Should.Throw<BrokenSealException>(() => Read<CustomerRegistered>(slipped.ToJsonString()));
    }

    [Fact]
    public void a_clear_value_alone_is_not_believed() =>
        Should.Throw<BrokenSealException>(() => Read<SiteInstructionsChanged>(
            $$"""{"siteId":"{{Site.SiteId}}","customerId":"{{Customer}}","accessInstructions":"Alarm 4711"}"""));

    [Fact]
    public void where_a_cleaner_was_is_unreadable_after_thirty_days()
    {
        var stored = serializer.ToJson(CheckedIn(Company.Monday));

        clock.TurnTo(Company.Monday.AddDays(30));
        Read<CleanerCheckedIn>(stored).Place.ShouldNotBeNull();
        clock.TurnTo(Company.Monday.AddDays(30).AddSeconds(1));
        Read<CleanerCheckedIn>(stored).Place.ShouldBeNull();
    }

    [Fact]
    public void what_is_kept_by_age_has_a_key_of_its_month()
    {
        serializer.ToJson(CheckedIn(Company.Monday));

        keys.Scopes.ShouldBe([new(Cleaner, Purpose.Presence, "2026-03")]);
    }

    [Fact]
    public void a_job_without_notes_needs_no_key()
    {
        Read<JobDetails>(serializer.ToJson(Job())).CustomerId.ShouldBe(Customer);
        keys.Scopes.ShouldBeEmpty();
    }

    private T Read<T>(string json) => serializer.FromJson<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static JobDetails Job() => new(Guid.CreateVersion7(), Site.BranchId, Customer, Site.SiteId, JobKind.OneOff, JobStatus.Booked,
        new DateOnly(2026, 3, 2), new StartWindow(Company.Monday, Company.Monday), [], [], null);

    private static CleanerCheckedIn CheckedIn(DateTimeOffset at) => new(
        Guid.CreateVersion7(), Customer, Cleaner, at, 0, CheckInMethod.Gps, null, new GeoPoint(45, 9), 15, 3, GeofenceVerdict.Inside, null);
}
