-- The database of keys. Lose it, and all personal data is erased.
create table if not exists public.wrapping_proof (
    wrapping_key text primary key,
    wrapped bytea not null,
    made_at timestamptz not null default now()
);
comment on table public.wrapping_proof is 'A value known to the program, wrapped by each wrapping key ever used: who has another key notices at start.';

create table if not exists public.subject_key (
    key_id uuid primary key,
    subject_id uuid not null,
    purpose text not null,
    month text not null,
    revision int not null,
    wrapped bytea,
    wrapping_key text,
    created_at timestamptz not null default now(),
    destroyed_at timestamptz,
    unique (subject_id, purpose, month, revision),
    check ((wrapped is null) = (destroyed_at is not null) and (wrapped is null) = (wrapping_key is null))
);
create index if not exists subject_key_wrapping on public.subject_key (wrapping_key, key_id) where wrapped is not null;
create index if not exists subject_key_age on public.subject_key (purpose, month) where wrapped is not null;
comment on table public.subject_key is 'Keys that personal data is encrypted with, wrapped: one for each subject, purpose, month and revision. Destroyed ones stay without their value. Subject 0 is the company: its key makes the values that encrypted data is found by.';

create table if not exists public.erased_subject (
    subject_id uuid primary key,
    erased_at timestamptz not null default now(),
    tombstone bigint not null,
    reauthorised_at timestamptz
);
comment on table public.erased_subject is 'Subjects whose keys were destroyed for good: nobody gets a new key for them until that is allowed again.';
