-- Up Migration

-- Wallets that residents linked to their account (docs/decisions/0214). Of an address only a keyed digest and the sealed text
-- are kept: on a public chain it tells what its owner did.
create table resident_wallets (
  id uuid primary key,
  account uuid not null references resident_accounts (id) on delete cascade,
  address_digest bytea not null unique check (length(address_digest) = 32),
  address bytea not null,
  linked_at timestamptz not null,
  last_used_at timestamptz
);
create index resident_wallets_of_account on resident_wallets (account, linked_at);

-- What a wallet signs is kept with the account that is to sign it.
alter table resident_challenges drop constraint resident_challenges_purpose_check;
alter table resident_challenges add check (purpose in ('create', 'get', 'copies', 'wallet-link', 'wallet-sign-in'));

-- What the register notes of a person's life, and `worker` carries out. `sealed` is what was sent: it goes when that is done.
create table life_events (
  id uuid primary key,
  authority_id bytea not null check (length(authority_id) = 32),
  -- As the audit names who noted it.
  actor text not null,
  kind text not null check (kind in ('name', 'leaving', 'death')),
  request_key text not null,
  -- Keyed, of what was sent.
  digest bytea not null check (length(digest) = 32),
  sealed bytea,
  state text not null default 'open' check (state in ('open', 'done')),
  replaced int not null default 0,
  revoked int not null default 0,
  suspended int not null default 0,
  recorded_at timestamptz not null,
  next_at timestamptz not null,
  done_at timestamptz,
  unique (authority_id, request_key),
  check ((state = 'open') = (sealed is not null))
);
create index life_events_due on life_events (next_at) where state = 'open';

-- Documents on which their offices have to decide because of that.
create table life_event_tasks (
  event uuid not null references life_events (id) on delete cascade,
  document_id uuid not null,
  authority_id bytea not null check (length(authority_id) = 32),
  at timestamptz not null default now(),
  primary key (event, document_id)
);
create index life_event_tasks_of_authority on life_event_tasks (authority_id, at);

-- Down Migration
drop table life_event_tasks, life_events;
delete from resident_challenges where purpose in ('wallet-link', 'wallet-sign-in');
alter table resident_challenges drop constraint resident_challenges_purpose_check;
alter table resident_challenges add check (purpose in ('create', 'get', 'copies'));
drop table resident_wallets;
