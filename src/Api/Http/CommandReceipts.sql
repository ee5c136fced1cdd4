create table if not exists public.command_receipt (
    actor uuid not null,
    key text not null,
    fingerprint bytea not null,
    status smallint not null,
    location text,
    version bigint not null,
    position bigint,
    recorded_at timestamptz not null default now(),
    primary key (actor, key)
);

comment on table public.command_receipt is
    'First answer to each accepted command, in the same transaction as its events, so that a repeated request is answered and not done again. Never a body.';
