create table if not exists public.blind_index (
    model text not null,
    record_id uuid not null,
    field text not null,
    subject_id uuid not null,
    branch_id uuid,
    tokens bigint[] not null,
    primary key (model, record_id, field)
);

create index if not exists blind_index_tokens on public.blind_index using gin (tokens);
create index if not exists blind_index_subject on public.blind_index (subject_id);

comment on table public.blind_index is
    'By what protected fields are found, in the same transaction as the events: keyed hashes of words and beginnings, which nobody reads or makes without the company''s key. No row where there is no value or its subject was erased.';
