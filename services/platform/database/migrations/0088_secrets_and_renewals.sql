-- Up Migration

-- Raised when all keys are sealed with another secret, in one transaction: a process that knows only the one of before
-- adds no key beside them.
alter table sealed_keys add column generation int not null default 0;

-- A role's account may follow another. The one that ends delivers what it has signed.
alter table chain_senders drop constraint chain_senders_role_key;
alter table chain_senders add column retired_at timestamptz;
create unique index chain_senders_role on chain_senders (role) where retired_at is null;

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
drop index chain_senders_role;
delete from chain_senders where retired_at is not null;
alter table chain_senders drop column retired_at;
alter table chain_senders add constraint chain_senders_role_key unique (role);
alter table sealed_keys drop column generation;
