create schema if not exists access;

create table if not exists access.held_role (
    account_id uuid not null,
    role_id uuid not null,
    branch_id uuid,
    scope text not null,
    expires_at timestamptz not null,
    constraint one_grant_of_a_role_for_a_branch unique nulls not distinct (account_id, role_id, branch_id)
);

create index if not exists held_role_by_role on access.held_role (role_id);

create table if not exists access.role_permission (
    role_id uuid not null,
    permission text not null,
    primary key (role_id, permission)
);

create index if not exists role_permission_by_permission on access.role_permission (permission);

create or replace view access.account_permission as
    select account_id, permission, role_id, branch_id, scope, expires_at from access.held_role join access.role_permission using (role_id);

comment on table access.held_role is
    'The roles that every account holds now, in the same transaction as the events; expires_at (excluded) is infinity where a grant is for good.';
comment on table access.role_permission is 'What every role allows now, in the same transaction as the events.';
comment on view access.account_permission is
    'Every permission of every account that is not closed, by each role that gives it: what the rules of segregation are decided by.';
