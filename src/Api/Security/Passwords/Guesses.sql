create schema if not exists auth;

create table if not exists auth.guess (
    number_hash bytea primary key,
    count integer not null,
    last_on date not null
);
comment on table auth.guess is 'How many attempts to sign in failed in a row from devices that the account does not know, by a keyed hash of the employee number typed, whether it exists or not. Forgotten at success and after 30 days.';
