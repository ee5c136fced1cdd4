create schema if not exists analytics;
comment on schema analytics is 'Star schema for analysts, kept by projections, seconds behind the event log. Keys are pseudonymous; no names, addresses or notes.';

create table if not exists analytics.dim_date (
    date_key int primary key,
    day date not null unique,
    year int not null,
    quarter int not null,
    month int not null,
    iso_week int not null,
    weekday int not null,
    is_weekend boolean not null,
    position bigint not null
);
comment on table analytics.dim_date is 'Calendar days on which any job was ever planned. One row for each day; reader: every report by time.';
comment on column analytics.dim_date.date_key is 'Day as a number yyyymmdd.';
comment on column analytics.dim_date.day is 'The day itself.';
comment on column analytics.dim_date.year is 'Calendar year.';
comment on column analytics.dim_date.quarter is 'Quarter of the year, 1 to 4.';
comment on column analytics.dim_date.month is 'Month of the year, 1 to 12.';
comment on column analytics.dim_date.iso_week is 'ISO 8601 week, 1 to 53.';
comment on column analytics.dim_date.weekday is 'ISO day of the week, Monday 1 to Sunday 7.';
comment on column analytics.dim_date.is_weekend is 'Saturday or Sunday. Public holidays are not considered.';
comment on column analytics.dim_date.position is 'Log position of the event that first named the day.';

create table if not exists analytics.dim_site (
    site_id uuid primary key,
    customer_id uuid not null,
    branch_id uuid not null,
    area_square_metres int,
    latitude_about numeric(4, 1),
    longitude_about numeric(5, 1),
    excluded_cleaners int not null default 0,
    position bigint not null
);
comment on table analytics.dim_site is 'Sites where the company cleans. One row for each site ever registered.';
comment on column analytics.dim_site.site_id is 'Pseudonymous key of the site.';
comment on column analytics.dim_site.customer_id is 'Pseudonymous key of the customer.';
comment on column analytics.dim_site.branch_id is 'Branch that serves the site.';
comment on column analytics.dim_site.area_square_metres is 'Floor to be cleaned in square metres; null when not recorded.';
comment on column analytics.dim_site.latitude_about is 'Latitude rounded to 0.1 degree (about 11 km), so that no home can be found by it; null once the customer was erased.';
comment on column analytics.dim_site.longitude_about is 'Longitude rounded to 0.1 degree; null once the customer was erased.';
comment on column analytics.dim_site.excluded_cleaners is 'How many words "excluded" the customer has ever said about cleaners at this site; taking one back is not subtracted.';
comment on column analytics.dim_site.position is 'Log position of the last event in the row.';

create table if not exists analytics.dim_cleaner (
    cleaner_id uuid primary key,
    branch_id uuid not null,
    skills int not null,
    shift_minutes int not null,
    joined_at timestamptz not null,
    left_at timestamptz,
    position bigint not null
);
comment on table analytics.dim_cleaner is 'Cleaners. One row for each who ever joined; who left stays.';
comment on column analytics.dim_cleaner.cleaner_id is 'Pseudonymous key of the cleaner.';
comment on column analytics.dim_cleaner.branch_id is 'Branch the cleaner works for.';
comment on column analytics.dim_cleaner.skills is 'Skills named when the cleaner joined.';
comment on column analytics.dim_cleaner.shift_minutes is 'Length of the daily shift in minutes on the wall clock, 1 to 1440.';
comment on column analytics.dim_cleaner.joined_at is 'When the joining was recorded (UTC).';
comment on column analytics.dim_cleaner.left_at is 'When the leaving was recorded (UTC); null while the cleaner works.';
comment on column analytics.dim_cleaner.position is 'Log position of the last event in the row.';

create table if not exists analytics.fact_job (
    job_id uuid primary key,
    branch_id uuid not null,
    customer_id uuid not null,
    site_id uuid not null,
    lead_cleaner_id uuid,
    date_key int not null,
    kind text not null,
    status text not null,
    positions int not null,
    planned_minutes int not null,
    window_from timestamptz not null,
    window_until timestamptz not null,
    planned_start timestamptz,
    actual_start timestamptz,
    actual_end timestamptz,
    minutes_late int,
    crew_minutes int,
    outcome text,
    missing_items int not null default 0,
    access_problem text,
    no_shows int not null default 0,
    reassignments int not null default 0,
    reschedules int not null default 0,
    cancelled_by text,
    cancellation_reason text,
    position bigint not null
);
create index if not exists fact_job_date on analytics.fact_job (date_key, branch_id);
create index if not exists fact_job_position on analytics.fact_job (position);
comment on table analytics.fact_job is 'One row for each job ever booked; cancelled ones stay.';
comment on column analytics.fact_job.job_id is 'Key of the job.';
comment on column analytics.fact_job.branch_id is 'Branch that does the job.';
comment on column analytics.fact_job.customer_id is 'Pseudonymous key of the customer.';
comment on column analytics.fact_job.site_id is 'Site, see dim_site.';
comment on column analytics.fact_job.lead_cleaner_id is 'Lead of the crew, see dim_cleaner; null while nobody is assigned.';
comment on column analytics.fact_job.date_key is 'Branch-local day on which the window begins, see dim_date.';
comment on column analytics.fact_job.kind is 'How the job came about: OneOff, Planned, Reclean, Inspection.';
comment on column analytics.fact_job.status is 'Booked, Assigned, InProgress, Completed or Cancelled.';
comment on column analytics.fact_job.positions is 'Number of positions booked, at least 1.';
comment on column analytics.fact_job.planned_minutes is 'Booked work of all positions in minutes.';
comment on column analytics.fact_job.window_from is 'First instant at which position 1 may start (UTC).';
comment on column analytics.fact_job.window_until is 'Last instant at which position 1 may start, included (UTC).';
comment on column analytics.fact_job.planned_start is 'Earliest planned start of the crew (UTC); null while nobody is assigned.';
comment on column analytics.fact_job.actual_start is 'First check-in (UTC); null before.';
comment on column analytics.fact_job.actual_end is 'Last check-out so far (UTC); null before.';
comment on column analytics.fact_job.minutes_late is 'Largest lateness of a check-in against its planned start in minutes; negative when everybody was early; null before the first.';
comment on column analytics.fact_job.crew_minutes is 'Time of all cleaners on site in minutes; null until completed.';
comment on column analytics.fact_job.outcome is 'Full or Partial; null until completed.';
comment on column analytics.fact_job.missing_items is 'Required checklist items not done at completion.';
comment on column analytics.fact_job.access_problem is 'Latest problem at the door: NobodyHome, KeyMissing, Alarm, Unsafe, Refused; null without.';
comment on column analytics.fact_job.no_shows is 'How often a cleaner of the crew did not come.';
comment on column analytics.fact_job.reassignments is 'How often the crew or its times changed after the first assignment.';
comment on column analytics.fact_job.reschedules is 'How often the window moved.';
comment on column analytics.fact_job.cancelled_by is 'Customer, Company or Cleaner; null unless cancelled.';
comment on column analytics.fact_job.cancellation_reason is 'Reason from the closed list; null unless cancelled.';
comment on column analytics.fact_job.position is 'Log position of the last event in the row: load on from the highest one seen.';

create table if not exists analytics.fact_access (
    position bigint primary key,
    account_id uuid not null,
    kind text not null,
    records int not null,
    mode text not null,
    class text not null,
    purpose text,
    route text not null,
    occurred_at timestamptz not null
);
comment on table analytics.fact_access is 'Looks at protected records. One row for each event in the log; no value that was shown is in it.';
comment on column analytics.fact_access.position is 'Log position of the event: load on from the highest one seen.';
comment on column analytics.fact_access.account_id is 'Pseudonymous key of who looked.';
comment on column analytics.fact_access.kind is 'What the records are: the name of a read model, or Event for the log itself.';
comment on column analytics.fact_access.records is 'Number of records shown, 1 to 200.';
comment on column analytics.fact_access.mode is 'Read, List, Search, Reveal or Export.';
comment on column analytics.fact_access.class is 'Highest class among the fields shown: Internal, Confidential or Restricted.';
comment on column analytics.fact_access.purpose is 'Why, from the closed list; null when nobody said.';
comment on column analytics.fact_access.route is 'Pattern of the address asked, without values.';
comment on column analytics.fact_access.occurred_at is 'When it was shown (UTC).';

-- Roles belong to the cluster: whoever set it up, or another database of it, may have made this one, and not every owner of a database may.
do $$ begin
    if not exists (select from pg_roles where rolname = 'analyst') then
        create role analyst nologin;
    end if;
exception when duplicate_object or unique_violation then null;
end $$;
grant usage on schema analytics to analyst;
grant select on all tables in schema analytics to analyst;
alter default privileges in schema analytics grant select on tables to analyst;
