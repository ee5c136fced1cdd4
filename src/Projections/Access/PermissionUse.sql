create schema if not exists access;
comment on schema access is 'What reviews of rights rest on, kept by projections, seconds behind the event log.';

create table if not exists access.permission_use (
    account_id uuid not null,
    permission text not null,
    last_used_on date not null,
    position bigint not null,
    primary key (account_id, permission)
);
comment on table access.permission_use is
    'When an account last used a permission: by a command, a recorded look at protected data, or the first question of a day. One row for each account and permission ever used.';
comment on column access.permission_use.account_id is 'Who used it.';
comment on column access.permission_use.permission is 'Name from the catalogue of permissions.';
comment on column access.permission_use.last_used_on is 'The last day (UTC) on which it was used, by the time of recording.';
comment on column access.permission_use.position is 'Log position of the first event that tells of that day.';
