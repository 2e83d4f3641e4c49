-- Up Migration

-- Acts on the status of many documents, which a worker carries out (docs/decisions/0195). First the documents are noted
-- (`collecting`: `request` says which, `cursor` how far that is), then they are acted on piece by piece, each piece in one
-- transaction with the note of its outcome. So a kill at any point loses nothing, and nothing is done twice.
create table bulk_acts (
  id uuid primary key,
  -- For which authority it is done.
  authority_id bytea not null check (length(authority_id) = 32),
  -- Who began it, or took it over: as the audit names them.
  requested_by text not null,
  action text not null check (action in ('suspend', 'reinstate', 'revoke')),
  reason text not null,
  -- What was asked for, as it is shown; and which documents that is.
  selection jsonb not null,
  request jsonb,
  cursor jsonb,
  step text not null check (step in ('collecting', 'acting')),
  state text not null default 'running' check (state in ('running', 'stopped', 'done', 'failed')),
  error jsonb,
  documents int not null default 0,
  requested int not null default 0,
  refused int not null default 0,
  -- A second click, or a repetition after a lost answer, finds the first one.
  caller_id uuid not null,
  idempotency_key text not null,
  body_digest bytea not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (caller_id, idempotency_key)
);
create index bulk_acts_of_authority on bulk_acts (authority_id, created_at desc, id);
create index bulk_acts_running on bulk_acts (created_at, id) where state = 'running';

create table bulk_act_documents (
  bulk_act_id uuid not null references bulk_acts (id) on delete cascade,
  n int not null,
  document_id uuid not null,
  -- Null: it waits.
  outcome text check (outcome in ('requested', 'refused')),
  -- Why it was refused.
  code text,
  primary key (bulk_act_id, n)
);
create unique index bulk_act_documents_once on bulk_act_documents (bulk_act_id, document_id);
create index bulk_act_documents_waiting on bulk_act_documents (bulk_act_id, n) where outcome is null;
create index bulk_act_documents_refused on bulk_act_documents (bulk_act_id, n) where outcome = 'refused';

-- All that one file issued.
create index issuances_by_import on issuances (import_id, stream_id, first_seq) where import_id is not null;

-- The first number of a stream that was issued at a time or later: numbers and times rise together, but for the seconds
-- that a transaction takes. About twenty steps down the primary key, instead of an index of every time.
create function first_seq_from(stream int, moment timestamptz) returns bigint language plpgsql stable as $$
declare
  low bigint := 0;
  high bigint;
  middle bigint;
  issued timestamptz;
begin
  select next_seq into high from streams where id = stream;
  while low < high loop
    middle := (low + high) / 2;
    select created_at into issued from copies where stream_id = stream and seq = middle;
    if issued < moment then low := middle + 1; else high := middle; end if;
  end loop;
  return low;
end $$;

-- Down Migration
drop function first_seq_from;
drop index issuances_by_import;
drop table bulk_act_documents, bulk_acts;
