-- Up Migration

-- Versions of the rules of service items (docs/decisions/0222). One that two officers have signed is published by a document in the
-- log, `document`, which holds both signatures.
create table rule_versions (
  id uuid primary key,
  item text not null,
  -- Of the item, from 1, once it is to be signed; null: a draft.
  number int,
  authority_id bytea not null check (length(authority_id) = 32),
  -- The rules as they are signed, and the cases that are kept with them, both as canonical JSON (RFC 8785).
  rules text not null,
  cases text not null,
  -- SHA-256 of `rules`.
  rules_sha256 bytea not null check (length(rules_sha256) = 32),
  state text not null check (state in ('draft', 'signing', 'published', 'discarded')),
  valid_from timestamptz not null,
  valid_until timestamptz,
  revision int not null default 0,
  changed_by text not null,
  changed_at timestamptz not null,
  document uuid,
  published_at timestamptz,
  unique (item, number),
  check ((number is not null) = (state in ('signing', 'published'))),
  check ((document is not null) = (state = 'published'))
);
create unique index rule_versions_signing on rule_versions (item) where state = 'signing';
create index rule_versions_of_authority on rule_versions (authority_id, changed_at);

create table rule_signatures (
  version uuid not null references rule_versions (id) on delete cascade,
  account bytea not null check (length(account) = 20),
  chain_id bigint not null,
  registry bytea not null check (length(registry) = 20),
  signature bytea not null,
  at timestamptz not null,
  primary key (version, account)
);

-- What an officer signed so that a version decides without a person, until somebody ends it.
create table rule_grants (
  id uuid primary key,
  version uuid not null references rule_versions (id),
  authority_id bytea not null check (length(authority_id) = 32),
  account bytea not null check (length(account) = 20),
  chain_id bigint not null,
  registry bytea not null check (length(registry) = 20),
  signature bytea not null,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  check ((ended_at is null) = (ended_by is null))
);
create unique index rule_grants_live on rule_grants (version, authority_id) where ended_at is null;

-- Down Migration
drop table rule_grants, rule_signatures, rule_versions;
