-- Up Migration

-- Raised when all keys are sealed with another secret, in one transaction: a process that knows only the one of before
-- adds no key beside them.
alter table sealed_keys add column generation int not null default 0;

-- Whether it was looked that every copy of the batch was anchored within the term of the key that signed it. Those that
-- were not (the key ended in that second) are renewed, once each; `error` says why one was not.
alter table batches add column key_checked boolean not null default false;
update batches set key_checked = true where state = 'anchored';
create index batches_key_unchecked on batches (id) where state = 'anchored' and not key_checked;
create table key_renewals (
  document_id uuid primary key,
  found_at timestamptz not null default now(),
  renewed_by uuid,
  error text,
  settled_at timestamptz
);
create index key_renewals_open on key_renewals (found_at) where settled_at is null;

-- Down Migration
drop table key_renewals;
drop index batches_key_unchecked;
alter table batches drop column key_checked;
alter table sealed_keys drop column generation;
