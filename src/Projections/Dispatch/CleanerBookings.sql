create extension if not exists btree_gist;
create schema if not exists dispatch;

create table if not exists dispatch.cleaner_booking (
    job_id uuid not null,
    position int not null,
    cleaner_id uuid not null,
    planned tstzrange not null,
    checked_in boolean not null default false,
    checked_out boolean not null default false,
    primary key (job_id, position),
    constraint cleaner_on_two_jobs_at_once exclude using gist (cleaner_id with =, planned with &&)
);

-- One presence at a time. A cleaner with two positions of one job is present once, on the earlier one.
create unique index if not exists cleaner_checked_in_on_two_jobs
    on dispatch.cleaner_booking (cleaner_id) where checked_in and not checked_out;

comment on table dispatch.cleaner_booking is
    'Planned time of cleaners on jobs, in the same transaction as the events. The constraints are the last guard of the rules cleaner-not-free and checked-in-elsewhere.';
