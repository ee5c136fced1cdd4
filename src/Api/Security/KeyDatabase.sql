create table if not exists public.key_database (
    key_id uuid primary key,
    is_only boolean not null default true unique check (is_only)
);

comment on table public.key_database is
    'The id of the company''s own key in the key database that protects these events, so that no other key database is taken for it.';
