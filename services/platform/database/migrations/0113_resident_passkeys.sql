-- Up Migration

-- Residents' passkeys (docs/decisions/0203).
create table resident_passkeys (
  id uuid primary key,
  account uuid not null references resident_accounts (id) on delete cascade,
  credential bytea not null unique check (length(credential) between 16 and 1023),
  -- x and y on P-256.
  public_key bytea not null check (length(public_key) = 64),
  name text not null,
  -- Its flag BE (backup eligible).
  synced boolean not null,
  sign_count bigint not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  -- From when on it is good for copies of identity documents and for adding devices; null: once its code is given.
  good_from timestamptz,
  -- The code (`resident_codes`) that it waits for.
  code uuid
);
create index resident_passkeys_of_account on resident_passkeys (account, created_at);

-- What passkeys sign, and proofs of possession name: each is good once.
create table resident_challenges (
  id uuid primary key,
  purpose text not null check (purpose in ('create', 'get', 'copies')),
  account uuid references resident_accounts (id) on delete cascade,
  challenge text not null,
  ends_at timestamptz not null
);
create index resident_challenges_ended on resident_challenges (ends_at);

-- Codes that residents show at a desk; digests alone.
create table resident_desk_codes (
  digest bytea primary key check (length(digest) = 32),
  session uuid not null references resident_sessions (id) on delete cascade,
  ends_at timestamptz not null
);
create unique index resident_desk_codes_of_session on resident_desk_codes (session);

-- Down Migration
drop table resident_desk_codes, resident_challenges, resident_passkeys;
