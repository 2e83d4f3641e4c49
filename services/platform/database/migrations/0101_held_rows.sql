-- Up Migration

-- Rows of files are sealed, each file's with a key of its own, which is wrapped with its authority's (RFC 3394). Destroying
-- it is forgetting the rows (docs/decisions/0191). Null: of before, or forgotten.
alter table imports add column wrapped_key bytea check (length(wrapped_key) = 40);
-- The present stretch of work, for its rate: since when, and how many rows were done before it.
alter table imports add column stretch_at timestamptz;
alter table imports add column stretch_done bigint not null default 0;
-- Cells that a check cleaned: they are counted again when its rows are issued.
alter table imports add column cells_checked bigint not null default 0;
create index imports_sealed on imports (finished_at) where wrapped_key is not null;

-- Rows that were corrected are a segment of their own, at the asking of who corrected them; null: of who sent the file.
alter table import_segments add column requested_by text;

-- The row itself, sealed, so that it can be corrected; null: it could not be read, or was forgotten. The revision is the
-- number of the segment that refused it: one who corrects says which they saw. -1: refused while the file came in.
alter table import_rejections add column row bytea;
alter table import_rejections add column revision int not null default -1;
alter table import_rejections alter column row set storage external;

-- Corrections that came with an idempotency key. The digest is keyed (`RequestDigests`).
create table import_corrections (
  import_id uuid not null references imports (id) on delete cascade,
  caller_id uuid not null,
  key text not null,
  digest bytea not null,
  digest_generation int not null,
  created_at timestamptz not null default now(),
  primary key (import_id, caller_id, key)
);

-- Down Migration
drop table import_corrections;
alter table import_rejections drop column revision;
alter table import_rejections drop column row;
alter table import_segments drop column requested_by;
alter table imports drop column cells_checked;
alter table imports drop column stretch_done;
alter table imports drop column stretch_at;
alter table imports drop column wrapped_key;
