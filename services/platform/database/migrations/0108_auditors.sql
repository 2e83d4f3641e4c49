-- Up Migration

-- Who may look at what an authority and those below it do (docs/decisions/0200). Rows that ended are deleted after some time,
-- with the name in them.
create table auditors (
  id uuid primary key,
  authority_id bytea not null check (length(authority_id) = 32),
  account bytea not null check (length(account) = 20),
  -- Of the person, as who appointed them wrote it.
  name text not null,
  -- As the audit names callers.
  appointed_by text not null,
  appointed_at timestamptz not null,
  ended_at timestamptz
);
create unique index auditors_now on auditors (account, authority_id) where ended_at is null;
create index auditors_of_authority on auditors (authority_id);

-- Down Migration
drop table auditors;
