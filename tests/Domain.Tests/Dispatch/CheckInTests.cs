using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class CheckInTests
{
    private static readonly CheckInClaim Nfc = new(CheckInMethod.Nfc, null, null, null, null);

    // 0.001 degrees of latitude are 111 metres.
    private static readonly GeoPoint TwoHundredMetresNorth = Cathedral with { Latitude = Cathedral.Latitude + 0.0018 };

    [Fact]
    public void a_cleaner_of_the_crew_begins() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, Nfc)).Then(CheckedIn(AnaId, Ten));

    [Fact]
    public void the_second_begins_beside_the_first() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => job.CheckIn(BobId, Nfc, Piazza, isElsewhere: false, Ten.AddMinutes(40)))
            .Then(CheckedIn(BobId, Ten.AddMinutes(40)) with { MinutesLate = 10 });

    [Fact]
    public void what_the_device_says_is_kept_as_its_claim() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, new CheckInClaim(CheckInMethod.Qr, Ten.AddHours(-5), null, 7, "no signal")))
            .Then(CheckedIn(AnaId, Ten) with { Method = CheckInMethod.Qr, DeviceTime = Ten.AddHours(-5), AccuracyMetres = 7, Reason = "no signal" });

    [Fact]
    public void the_door_opens_two_hours_before() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, Nfc, Ten.AddHours(-2)))
            .Then(CheckedIn(AnaId, Ten.AddHours(-2)) with { MinutesLate = -120 });

    [Fact]
    public void before_that_it_is_too_early() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, Nfc, Ten.AddHours(-2).AddTicks(-1))).ThenRefused("too-early");

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    [InlineData(-1, -1)]
    public void minutes_late_are_whole_ones(int seconds, int minutesLate) =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, Nfc, Ten.AddSeconds(seconds)))
            .Then(CheckedIn(AnaId, Ten.AddSeconds(seconds)) with { MinutesLate = minutesLate });

    [Fact]
    public void who_was_given_up_may_still_come() =>
        Given<Job>(Booked, Assigned, new CleanerNoShowRecorded(JobId, CustomerId, AnaId, 15, Finder.Person, Ten.AddMinutes(15))).When(job => CheckIn(job, Nfc, Ten.AddMinutes(20)))
            .Then(CheckedIn(AnaId, Ten.AddMinutes(20)) with { MinutesLate = 20 });

    [Fact]
    public void who_came_for_two_positions_checks_in_for_the_earlier() =>
        Given<Job>(Booked, Assigned with { Crew = [AnaAtTen, new Assignment(2, AnaId, Ten.AddHours(2), Ten.AddHours(3))] })
            .When(job => CheckIn(job, Nfc, Ten.AddMinutes(5))).Then(CheckedIn(AnaId, Ten.AddMinutes(5)) with { MinutesLate = 5 });

    [Fact]
    public void who_is_there_already_changes_nothing() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => CheckIn(job, Nfc, Ten.AddHours(1))).Then();

    [Fact]
    public void who_has_gone_does_not_come_again() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), CheckedOut(AnaId, Ten.AddHours(1), 60)).When(job => CheckIn(job, Nfc, Ten.AddHours(1)))
            .ThenRefused("already-checked-out");

    [Fact]
    public void a_booked_job_expects_nobody() =>
        Given<Job>(Booked).When(job => CheckIn(job, Nfc)).ThenRefused("job-not-assigned");

    [Fact]
    public void a_cancelled_job_expects_nobody() =>
        Given<Job>(Booked, Assigned, Cancelled).When(job => CheckIn(job, Nfc)).ThenRefused("job-not-assigned");

    [Fact]
    public void a_stranger_does_not_check_in() =>
        Given<Job>(Booked, Assigned).When(job => job.CheckIn(CleoId, Nfc, Piazza, isElsewhere: false, Ten)).ThenRefused("not-in-crew");

    [Fact]
    public void nobody_is_in_two_places() =>
        Given<Job>(Booked, Assigned).When(job => job.CheckIn(AnaId, Nfc, Piazza, isElsewhere: true, Ten)).ThenRefused("checked-in-elsewhere");

    [Fact]
    public void a_check_in_by_hand_says_why() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, Nfc with { Method = CheckInMethod.Manual })).ThenRefused("manual-needs-reason");

    [Fact]
    public void with_a_reason_a_check_in_by_hand_counts() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, Nfc with { Method = CheckInMethod.Manual, Reason = "tag broken" }))
            .Then(CheckedIn(AnaId, Ten) with { Method = CheckInMethod.Manual, Reason = "tag broken" });

    [Fact]
    public void a_check_in_by_gps_says_where() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, Nfc with { Method = CheckInMethod.Gps })).ThenRefused("gps-needs-place");

    [Theory]
    [InlineData(200, null, GeofenceVerdict.Inside)]
    [InlineData(199, null, GeofenceVerdict.Outside)]
    [InlineData(150, 50, GeofenceVerdict.Inside)]
    [InlineData(150, 49, GeofenceVerdict.Outside)]
    public void accuracy_counts_in_favour_of_the_cleaner(int geofence, int? accuracy, GeofenceVerdict verdict) =>
        Given<Job>(Booked, Assigned)
            .When(job => job.CheckIn(AnaId, AtThe(TwoHundredMetresNorth, accuracy), Piazza with { GeofenceMetres = geofence }, isElsewhere: false, Ten))
            .Then(Seen(TwoHundredMetresNorth, accuracy, 200, verdict));

    [Fact]
    public void at_the_door_is_inside() =>
        Given<Job>(Booked, Assigned).When(job => CheckIn(job, AtThe(Cathedral, 5))).Then(Seen(Cathedral, 5, 0, GeofenceVerdict.Inside));

    private static Decision CheckIn(Job job, CheckInClaim claim, DateTimeOffset? now = null) =>
        job.CheckIn(AnaId, claim, Piazza, isElsewhere: false, now ?? Ten);

    private static CheckInClaim AtThe(GeoPoint place, int? accuracy) => new(CheckInMethod.Gps, null, place, accuracy, null);

    private static CleanerCheckedIn Seen(GeoPoint place, int? accuracy, int metres, GeofenceVerdict verdict) => CheckedIn(AnaId, Ten) with
    {
        Method = CheckInMethod.Gps,
        Place = place,
        AccuracyMetres = accuracy,
        MetresFromSite = metres,
        Verdict = verdict,
    };
}
