-- Up Migration

-- A file of records on its way to documents. The upload is cut at row ends into segments; a segment is
-- the unit of work: a worker locks it, issues its rows and marks it done in one transaction, so that a
-- killed worker leaves nothing half done. `turns` and `turn_at` say how often and when a worker last took
-- a segment: who waited longest is next.
create table imports (
  id uuid primary key,
  authority_id bytea not null,
  document_type text not null,
  format text not null check (format in ('csv', 'ndjson')),
  file_name text not null,
  file_sha256 bytea,
  file_bytes bigint not null default 0,
  mapping jsonb not null default '{}',
  header jsonb,
  dry_run boolean not null default false,
  state text not null default 'receiving'
    check (state in ('receiving', 'running', 'paused', 'done', 'cancelled', 'failed')),
  segments_total int not null default 0,
  segments_done int not null default 0,
  rows_total bigint not null default 0,
  rows_issued bigint not null default 0,
  rows_existing bigint not null default 0,
  rows_valid bigint not null default 0,
  rows_rejected bigint not null default 0,
  turns int not null default 0,
  turn_at timestamptz,
  requested_by text not null,
  error jsonb,
  created_at timestamptz not null default now(),
  received_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index imports_open on imports (created_at) where state in ('receiving', 'running', 'paused');
create index imports_authority on imports (authority_id, id);

-- Rows of a file, without its header, until they are done; then what became of them: for each row
-- 4 bytes line (big-endian), 1 byte outcome (1 issued, 2 existing, 3 valid), 16 bytes document id.
create table import_segments (
  import_id uuid not null references imports (id) on delete cascade,
  number int not null,
  first_line bigint not null,
  rows int not null,
  attempts int not null default 0,
  done boolean not null default false,
  content bytea,
  results bytea,
  primary key (import_id, number)
);
alter table import_segments alter column content set storage external;
alter table import_segments alter column results set storage external;
create index import_segments_open on import_segments (import_id, number) where not done;

-- Rows that did not become a document, each with every violation: field, code, words; no values.
create table import_rejections (
  import_id uuid not null references imports (id) on delete cascade,
  line bigint not null,
  document_id uuid,
  violations jsonb not null,
  primary key (import_id, line)
);

-- Natural keys that a dry run has seen, so that it finds doubles across segments. Only a dry run needs
-- them, and a crash may lose them with the dry run's duplicates unreported: no log is kept.
create unlogged table import_dry_run_keys (
  import_id uuid not null,
  natural_key bytea not null,
  claims_digest bytea not null,
  line bigint not null,
  primary key (import_id, natural_key)
);

-- Down Migration
drop table import_dry_run_keys, import_rejections, import_segments, imports;
