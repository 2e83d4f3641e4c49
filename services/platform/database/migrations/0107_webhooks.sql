-- Up Migration

-- Heads of the audit that were put into the log (docs/decisions/0177): few among all lines.
create index audit_events_heads on audit_events (id) where action = 'audit.anchor';

-- Addresses of departments' systems that are told what happened (docs/decisions/0197). Their secrets are derived from one
-- that is sealed: none is here.
create table webhooks (
  id uuid primary key,
  authority_id bytea not null check (length(authority_id) = 32),
  label text not null,
  url text not null,
  events text[] not null,
  state text not null default 'on' check (state in ('on', 'off')),
  -- Why it is off: an administrator said so, nothing could be delivered for too long, or the receiver is gone (410).
  off_reason text check (off_reason in ('by_hand', 'failing', 'gone')),
  created_at timestamptz not null default now(),
  delivered_at timestamptz
);
create index webhooks_of_authority on webhooks (authority_id, created_at);

-- What happened, from the transaction in which it did, until it is made into deliveries: only for authorities that have a
-- webhook for it.
create table webhook_events (
  id bigint generated always as identity primary key,
  authority_id bytea not null,
  kind text not null,
  data jsonb not null,
  at timestamptz not null default now()
);

-- A message to one webhook, with its tries. Ids, codes and counts only.
create table webhook_deliveries (
  id uuid primary key,
  webhook_id uuid not null references webhooks (id) on delete cascade,
  kind text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  tried_at timestamptz,
  -- What the receiver answered last; null: nothing, and `error` says why.
  status int,
  error text
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_at) where state = 'waiting';
create index webhook_deliveries_log on webhook_deliveries (webhook_id, created_at desc, id desc);
create index webhook_deliveries_old on webhook_deliveries using brin (created_at) with (autosummarize = on);

create function note_webhook_event(whose bytea, what text, said jsonb) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into webhook_events (authority_id, kind, data)
  select whose, what, said
  where exists (select from webhooks w where w.authority_id = whose and w.state = 'on' and what = any(w.events))
$$;

-- A look at a table that is empty, as a rule, is all that it costs where nobody has a webhook.
create function note_issued() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not exists (select from webhooks) or new.issued_at <> now() then
    return null;
  end if;
  perform note_webhook_event(s.authority_id, 'document.issued',
    jsonb_build_object('stream', new.stream_id, 'first', new.first_seq, 'count', new.count))
  from streams s where s.id = new.stream_id;
  return null;
end $$;
create trigger issuances_noted after insert on issuances for each row execute function note_issued();

create function note_anchored() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select from webhooks) then
    perform note_webhook_event(s.authority_id, 'document.anchored',
      jsonb_build_object('stream', new.stream_id, 'first', new.first_seq, 'count', new.count, 'logIndex', new.log_index))
    from streams s where s.id = new.stream_id;
  end if;
  return null;
end $$;
create trigger batches_noted after update of state on batches for each row
  when (new.state = 'anchored' and old.state <> 'anchored') execute function note_anchored();

create function note_status() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select from webhooks) then
    perform note_webhook_event(s.authority_id, 'status.changed',
      jsonb_build_object('document', new.document_id, 'action', new.action, 'reason', new.reason))
    from documents d join streams s on s.id = d.stream_id where d.id = new.document_id;
  end if;
  return null;
end $$;
create trigger status_acts_noted after update of state on status_acts for each row
  when (new.state = 'effective' and old.state <> 'effective') execute function note_status();

create function note_import() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform note_webhook_event(new.authority_id, 'import.ended',
    jsonb_build_object('import', new.id, 'state', new.state, 'dryRun', new.dry_run, 'rows', jsonb_build_object(
      'total', new.rows_total, 'issued', new.rows_issued, 'existing', new.rows_existing,
      'valid', new.rows_valid, 'rejected', new.rows_rejected)));
  return null;
end $$;
create trigger imports_noted after update of state on imports for each row
  when (new.state in ('done', 'cancelled', 'failed') and old.state is distinct from new.state)
  execute function note_import();

-- Down Migration
drop trigger imports_noted on imports;
drop trigger status_acts_noted on status_acts;
drop trigger batches_noted on batches;
drop trigger issuances_noted on issuances;
drop function note_import, note_status, note_anchored, note_issued, note_webhook_event;
drop table webhook_deliveries, webhook_events, webhooks;
drop index audit_events_heads;
