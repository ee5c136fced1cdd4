create table if not exists public.unique_claim (
    kind text not null,
    value text not null,
    stream_id uuid not null,
    primary key (kind, value)
);

comment on table public.unique_claim is
    'What may belong to one stream only, such as an employee number, in the same transaction as the events; the primary key is the rule. Numbers of identity documents are keyed hashes.';
