-- Up Migration

-- Raised when all keys are sealed with another secret, in one transaction: a process that knows only the one of before
-- adds no key beside them.
alter table sealed_keys add column generation int not null default 0;

-- Up to which batch it was looked whether every copy was anchored within the term of the key that signed it. Those
-- that were not (the key ended in that second) are renewed, once each.
create table key_renewals (
  document_id uuid primary key,
  stream_id int not null,
  found_at timestamptz not null default now(),
  renewed_by uuid,
  error jsonb
);
create index key_renewals_open on key_renewals (found_at) where renewed_by is null;
create table key_renewal_cursor (
  singleton boolean primary key default true check (singleton),
  log_index bigint not null default -1
);
insert into key_renewal_cursor default values;

-- Down Migration
drop table key_renewal_cursor, key_renewals;
alter table sealed_keys drop column generation;
