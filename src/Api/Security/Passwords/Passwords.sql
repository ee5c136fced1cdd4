create schema if not exists auth;

create table if not exists auth.credential (
    account_id uuid primary key,
    password_hash text not null,
    changed_at timestamptz not null default now(),
    changed_in uuid
);
comment on table auth.credential is 'Argon2id hash of each account''s password. Outside the event log, which only says that it changed. changed_in is the session in which its holder chose it, which goes on.';

create table if not exists auth.former_password (
    account_id uuid not null,
    password_hash text not null,
    changed_at timestamptz not null,
    primary key (account_id, changed_at)
);
comment on table auth.former_password is 'Argon2id hashes of passwords that may not come back, where the profile says so; changed_at says when each was chosen.';

create table if not exists auth.enrolment (
    account_id uuid primary key,
    secret_hash bytea not null,
    expires_at timestamptz not null
);
comment on table auth.enrolment is 'SHA-256 of the one-time secret by which an employee may choose a password; the row goes when it is used.';

create table if not exists auth.unknown_sign_in (
    day date primary key,
    attempts bigint not null
);
comment on table auth.unknown_sign_in is 'How many attempts to sign in named an employee number that does not exist, by UTC day. The numbers typed are not kept: they may be passwords.';
