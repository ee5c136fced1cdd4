-- What searches of the log need beside Marten's own (type, seq_id) and (stream_id, version); each costs an event some microseconds.
-- Time is a btree because its ends are asked for, which BRIN cannot tell; an errand has few events, so hash will do, at a quarter of the size.
create index if not exists ix_events_by_actor on public.mt_events (user_name, seq_id) where type <> 'tombstone';
create index if not exists ix_events_by_time on public.mt_events (timestamp, seq_id) where type <> 'tombstone';
create index if not exists ix_events_by_correlation on public.mt_events using hash (correlation_id) where type <> 'tombstone';
