create table if not exists public.alert_channel (
    channel text primary key,
    position bigint not null,
    failures integer not null default 0,
    next_at timestamptz not null default now()
);

comment on table public.alert_channel is 'Up to which log position each channel outside, webhook or syslog, was told of alerts, and when it is tried next after a failure.';
