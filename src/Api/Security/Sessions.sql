create schema if not exists auth;

create table if not exists auth.session_seen (
    session_id uuid primary key,
    seen_at timestamptz not null
);
comment on table auth.session_seen is 'When a front end last asked for tokens of each session, every few minutes while somebody works. Outside the event log, which only says that it began and was ended.';

-- Every node hears of ended sessions when that is committed; a session that begins changes nothing that anybody remembers.
create or replace function public.tell_session_ended() returns trigger language plpgsql as
$$ begin perform pg_notify('session_ended', ''); return null; end $$;

create or replace trigger session_ended after update on public.mt_doc_sessiondetails
    for each row execute function public.tell_session_ended();
