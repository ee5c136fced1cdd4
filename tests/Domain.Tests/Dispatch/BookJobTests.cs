using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class BookJobTests
{
    [Fact]
    public void a_job_enters_the_plan() =>
        GivenNothing<Job>().When(job => Book(job, Booked)).Then(Booked);

    [Fact]
    public void the_day_is_the_branchs_own_whatever_was_asked() =>
        GivenNothing<Job>().When(job => Book(job, Booked with { ServiceOn = default, Window = new StartWindow(Ten.AddHours(14), Ten.AddHours(15)) }))
            .Then(Booked with { ServiceOn = Monday.AddDays(1), Window = new StartWindow(Ten.AddHours(14), Ten.AddHours(15)) });

    [Fact]
    public void a_window_may_be_a_single_instant() =>
        GivenNothing<Job>().When(job => Book(job, Booked with { Window = new StartWindow(Ten, Ten) }))
            .Then(Booked with { Window = new StartWindow(Ten, Ten) });

    [Fact]
    public void a_window_may_be_seven_days_long() =>
        GivenNothing<Job>().When(job => Book(job, Booked with { Window = new StartWindow(Ten, Ten.AddDays(7)) }))
            .Then(Booked with { Window = new StartWindow(Ten, Ten.AddDays(7)) });

    [Fact]
    public void a_repeated_request_does_not_undo_a_later_change() =>
        Given<Job>(Booked, MovedToTuesday).When(job => Book(job, Booked)).Then();

    [Fact]
    public void an_id_belongs_to_one_site() =>
        Given<Job>(Booked).When(job => Book(job, Booked with { SiteId = Number(50) })).ThenRefused("id-taken");

    [Fact]
    public void an_id_has_one_reference() =>
        Given<Job>(Booked).When(job => Book(job, Booked with { ExternalReference = "J-2" })).ThenRefused("id-taken");

    [Fact]
    public void importing_twice_makes_one_job() =>
        GivenNothing<Job>().When(job => Job.Book(job, Booked, Piazza, Milan, Taken(UniqueKind.JobReference, "J-1"))).ThenRefused("external-reference-taken");

    [Fact]
    public void a_closed_branch_takes_no_work() =>
        GivenNothing<Job>().When(job => Book(job, Booked, ClosedMilan)).ThenRefused("branch-closed");

    [Fact]
    public void a_window_does_not_end_before_it_begins() =>
        GivenNothing<Job>().When(job => Book(job, Booked with { Window = new StartWindow(Ten, Ten.AddTicks(-1)) }))
            .ThenRefused("window-ends-before-it-begins");

    [Fact]
    public void a_window_is_not_longer_than_seven_days() =>
        GivenNothing<Job>().When(job => Book(job, Booked with { Window = new StartWindow(Ten, Ten.AddDays(7).AddTicks(1)) }))
            .ThenRefused("window-too-long");

    [Fact]
    public void nothing_is_booked_for_who_was_erased() =>
        GivenNothing<Job>().When(job => Job.Book(job, Booked, Piazza with { Location = null }, Milan, UniqueClaims.None)).ThenRefused("customer-erased");

    private static Decision Book(Job? job, JobBooked booked, Branch? branch = null) => Job.Book(job, booked, Piazza, branch ?? Milan, UniqueClaims.None);
}
