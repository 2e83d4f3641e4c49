-- Up Migration

-- Private keys, sealed (AES-256-GCM under a key derived by scrypt). Names say whose: an authority's
-- signing key, the log's, an account's.
create table sealed_keys (
  name text primary key,
  kind text not null,
  authority_id bytea,
  public jsonb not null,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
create index sealed_keys_authority on sealed_keys (authority_id) where authority_id is not null;

-- Trust lists as they were signed, newest version last.
create table trust_lists (
  version int primary key,
  note text not null,
  issued_at timestamptz not null,
  valid_until timestamptz not null
);

-- API keys of departments' own systems. Only the SHA-256 of the secret is kept.
create table api_keys (
  id uuid primary key,
  authority_id bytea not null,
  label text not null,
  secret_digest bytea not null unique,
  actions text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_authority on api_keys (authority_id);

-- Idempotency keys of issuing by API: same key and body, same document.
create table idempotency_keys (
  api_key_id uuid not null references api_keys (id),
  key text not null,
  body_digest bytea not null,
  document_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (api_key_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- Append-only record of privileged acts; no personal data.
create table audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  data jsonb not null default '{}'
);
create index audit_events_subject on audit_events (subject, id);

-- Append-only by more than agreement: not even the service's own account changes a line.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_events is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_events_append_only before update or delete or truncate on audit_events
  for each statement execute function refuse_audit_change();

-- Down Migration
drop table audit_events;
drop function refuse_audit_change;
drop table idempotency_keys, api_keys, trust_lists, sealed_keys;
