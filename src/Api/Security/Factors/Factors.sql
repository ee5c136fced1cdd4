create schema if not exists auth;

create table if not exists auth.totp (
    account_id uuid primary key,
    factor_id uuid not null,
    secret bytea not null,
    last_step bigint not null default 0,
    offered_at timestamptz not null default now(),
    enrolled_at timestamptz
);
comment on table auth.totp is 'Secret of each account''s authenticator app, sealed with a key of its holder; in force since enrolled_at. last_step is the half minute of the last code accepted: none counts twice.';

create table if not exists auth.passkey (
    passkey_id uuid primary key,
    account_id uuid not null,
    credential_id bytea not null unique,
    public_key bytea not null,
    sign_count bigint not null,
    is_synced boolean not null,
    enrolled_at timestamptz not null default now(),
    last_used_at timestamptz
);
create index if not exists passkeys_of_account on auth.passkey (account_id);
comment on table auth.passkey is 'Public keys of passkeys (WebAuthn). sign_count is the authenticator''s own count of its uses: one that falls betrays a copy.';

create table if not exists auth.passkey_offer (
    account_id uuid primary key,
    options text not null,
    offered_at timestamptz not null default now()
);
comment on table auth.passkey_offer is 'What a browser was last asked to make a passkey for, with a challenge for one use within 10 minutes.';

create table if not exists auth.recovery_code (
    account_id uuid not null,
    code_hash bytea not null,
    primary key (account_id, code_hash)
);
comment on table auth.recovery_code is 'SHA-256 of each recovery code not yet used.';

create table if not exists auth.sign_in_attempt (
    secret_hash bytea primary key,
    account_id uuid not null,
    methods text[] not null,
    session_id uuid,
    tries smallint not null default 0,
    challenge text,
    began_at timestamptz not null default now()
);
comment on table auth.sign_in_attempt is 'Who has proven something and is asked for more before a session begins, or goes on: for 10 minutes and 5 tries. The browser knows the secret that is hashed here.';
