-- Up Migration

-- Governing acts of accounts of many people, while they wait for signatures (docs/decisions/0192). What is signed is made
-- of what stands here, so that a row that was changed makes signatures of no use, and nothing else.
create table governing_acts (
  id uuid primary key,
  -- The account that acts, and how its people sign.
  account bytea not null check (length(account) = 20),
  kind text not null check (kind in ('officer-account', 'safe')),
  -- Where it administers: who may read what the audit says of the act.
  authority_id bytea not null check (length(authority_id) = 32),
  -- [{"operation", "values"}], in order, as /v1/registry-changes/prepare takes them.
  operations jsonb not null,
  -- Of the first request; the others follow it. The upper 192 bits are a key of this act alone.
  nonce numeric(78) not null,
  deadline bigint not null,
  -- The registry that is to carry it out: after a change of contracts the signatures are of no use.
  registry bytea not null check (length(registry) = 20),
  proposed_by bytea not null check (length(proposed_by) = 20),
  created_at timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'relayed', 'ended')),
  -- One process at a time sends it; a process that was killed meanwhile lets go by itself.
  claimed_until timestamptz,
  change_id bigint references chain_transactions (id),
  -- What the contract said when it was tried last.
  refusal jsonb,
  replaces uuid references governing_acts (id) on delete set null,
  ended_by bytea check (length(ended_by) = 20),
  ended_at timestamptz,
  check ((state = 'relayed') = (change_id is not null)),
  check ((state = 'ended') = (ended_at is not null))
);
create index governing_acts_of_account on governing_acts (account, created_at);

-- What each signer has decided. A signer is written as ERC-7913 has it: 20 bytes, or 84.
create table governing_decisions (
  act uuid not null references governing_acts (id) on delete cascade,
  signer bytea not null check (length(signer) in (20, 84)),
  -- One for each of the act's operations, checked when they came; null: declined.
  signatures bytea[],
  decided_at timestamptz not null default now(),
  primary key (act, signer)
);

-- An authority's history, newest first.
create index chain_events_of_authority
  on chain_events ((args ->> 'authority'), deployment, block_number, log_index)
  where contract = 'AuthorityRegistry';

-- What officers have asked of the registry is few among all transactions.
create index chain_transactions_of_registry on chain_transactions (id) where purpose = 'registry';

-- Down Migration
drop index chain_transactions_of_registry;
drop index chain_events_of_authority;
drop table governing_decisions, governing_acts;
