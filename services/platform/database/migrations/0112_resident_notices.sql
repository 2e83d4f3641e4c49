-- Up Migration

-- In which browsers, by their names, an account was used.
create table resident_browsers (
  account uuid not null references resident_accounts (id) on delete cascade,
  browser text not null,
  primary key (account, browser)
);

-- What a resident is told. Each thing that happened is told once: `source` names it, of what others did.
create table resident_notices (
  id uuid primary key,
  account uuid not null references resident_accounts (id) on delete cascade,
  kind text not null,
  at timestamptz not null,
  document_id uuid,
  authority_id bytea,
  reason text,
  -- Of a browser or a passkey.
  name text,
  good_from timestamptz,
  source text,
  seen_at timestamptz
);
create index resident_notices_of_account on resident_notices (account, at desc);
create unique index resident_notices_once on resident_notices (account, source) where source is not null;

-- Down Migration
drop table resident_notices, resident_browsers;
