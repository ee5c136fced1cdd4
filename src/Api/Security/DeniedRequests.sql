create schema if not exists auth;

create table if not exists auth.unknown_request (
    day date primary key,
    requests bigint not null
);
comment on table auth.unknown_request is 'How many requests without a good token were turned away, by UTC day. Nobody knows by whom.';
