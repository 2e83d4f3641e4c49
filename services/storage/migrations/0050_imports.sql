-- Up Migration

-- A file of records on its way to documents. The upload is cut at row ends into segments; a segment is
-- the unit of work: a worker locks it, issues its rows and marks it done in one transaction, so that a
-- killed worker leaves nothing half done.
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
  rows_total bigint not null default 0,
  rows_issued bigint not null default 0,
  rows_existing bigint not null default 0,
  rows_rejected bigint not null default 0,
  requested_by text not null,
  error jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index imports_open on imports (created_at) where state in ('receiving', 'running', 'paused');

create table import_segments (
  import_id uuid not null references imports (id) on delete cascade,
  number int not null,
  first_line bigint not null,
  rows int not null,
  content bytea,
  done boolean not null default false,
  primary key (import_id, number)
);
alter table import_segments alter column content set storage external;
create index import_segments_open on import_segments (import_id, number) where not done;

-- Rows that did not become a new document: rejected with the reason, or already issued.
create table import_outcomes (
  import_id uuid not null references imports (id) on delete cascade,
  line bigint not null,
  outcome text not null check (outcome in ('rejected', 'existing')),
  document_id uuid,
  field text,
  code text,
  message text,
  primary key (import_id, line)
);

-- Down Migration
drop table import_outcomes, import_segments, imports;
