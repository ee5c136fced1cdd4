create schema if not exists auth;

create table if not exists auth.application (
    id text primary key,
    application_type varchar(50),
    client_id varchar(100) unique,
    client_secret text,
    client_type varchar(50),
    concurrency_token varchar(50),
    consent_type varchar(50),
    display_name text,
    display_names text,
    json_web_key_set text,
    permissions text,
    post_logout_redirect_uris text,
    properties text,
    redirect_uris text,
    requirements text,
    settings text
);
comment on table auth.application is 'Front ends that may send people here to sign in, as the configuration names them at each start.';

create table if not exists auth."authorization" (
    id text primary key,
    application_id text references auth.application,
    concurrency_token varchar(50),
    creation_date timestamptz,
    properties text,
    scopes text,
    status varchar(50),
    subject varchar(400),
    type varchar(50)
);
create index if not exists authorization_of_subject on auth."authorization" (application_id, status, subject, type);
comment on table auth."authorization" is 'One row for each time that somebody signed in for a front end: the family of the tokens that came of it.';

create table if not exists auth.token (
    id text primary key,
    application_id text references auth.application,
    authorization_id text references auth."authorization",
    concurrency_token varchar(50),
    creation_date timestamptz,
    expiration_date timestamptz,
    payload text,
    properties text,
    redemption_date timestamptz,
    reference_id varchar(100) unique,
    status varchar(50),
    subject varchar(400),
    type varchar(150)
);
create index if not exists token_of_subject on auth.token (application_id, status, subject, type);
create index if not exists token_of_authorization on auth.token (authorization_id);
comment on table auth.token is 'Codes and tokens, to see whether one was used before or taken back. Refresh tokens are found by a hash and kept encrypted.';

create table if not exists auth.scope (
    id text primary key,
    concurrency_token varchar(50),
    description text,
    descriptions text,
    display_name text,
    display_names text,
    name varchar(200) unique,
    properties text,
    resources text
);
comment on table auth.scope is 'Not used: the scopes are fixed in the code. The issuer''s model wants the table.';
