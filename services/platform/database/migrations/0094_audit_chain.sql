-- Up Migration

-- The lines of the audit as a chain of hashes, in the order in which they were seen once they were committed: a line
-- that is changed, or taken away, no longer fits the hash that follows it (docs/decisions/0177).
create table audit_chain (
  -- From 1 on, without gaps.
  position bigint primary key,
  event_id bigint not null unique references audit_events (id),
  -- Of the hash before it (none before the first) and of the line.
  hash bytea not null check (length(hash) = 32)
);
create trigger audit_chain_append_only before update or delete or truncate on audit_chain
  for each statement execute function refuse_audit_change();

-- Lines that are not in the chain yet: put here by the transaction that writes the line, so that none is passed over.
create table audit_waiting (event_id bigint primary key);
insert into audit_waiting select id from audit_events;
create function note_audit_event() returns trigger language plpgsql as $$
begin
  insert into audit_waiting values (new.id) on conflict do nothing;
  return null;
end $$;
create trigger audit_events_noted after insert on audit_events
  for each row execute function note_audit_event();

-- How far the chain was looked through, and the first place where it is broken.
create table audit_checks (
  one boolean primary key default true check (one),
  checked_to bigint not null default 0,
  broken_at bigint,
  checked_at timestamptz
);
insert into audit_checks default values;

-- Down Migration
drop table audit_checks;
drop trigger audit_events_noted on audit_events;
drop function note_audit_event;
drop table audit_waiting, audit_chain;
