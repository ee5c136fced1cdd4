-- Which events of the log tell that a record was shown.
create table if not exists public.access_record (
    record_id uuid not null,
    position bigint not null,
    account_id uuid not null,
    mode text not null,
    class text not null,
    occurred_at timestamptz not null,
    primary key (record_id, position)
);
create index if not exists access_record_account on public.access_record (account_id, position);
comment on table public.access_record is 'Who was shown which protected record. One row for each record in each recorded access; the event at the position tells the rest.';
comment on column public.access_record.record_id is 'The record shown.';
comment on column public.access_record.position is 'Log position of the access.';
comment on column public.access_record.account_id is 'Who was to see it.';
comment on column public.access_record.mode is 'Read, List, Search, Reveal or Export.';
comment on column public.access_record.class is 'Highest class among the fields shown.';
comment on column public.access_record.occurred_at is 'When it was shown (UTC).';
