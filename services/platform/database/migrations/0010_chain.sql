-- Up Migration

-- What was settled when this deployment was made: public URL, chain, contract addresses, origin of
-- the log. A second start must find the same values; nothing here is secret.
create table deployment (
  name text primary key,
  value jsonb not null
);

-- One row an account that sends transactions. The row is locked while a nonce is taken, so that no
-- two transactions of an account carry the same one.
create table chain_senders (
  address bytea primary key,
  role text not null unique,
  next_nonce bigint not null default 0
);

-- The journal: a signed transaction is stored before it is sent, in the transaction of the work that
-- caused it, and is sent again as it stands (same bytes, same hash) until a receipt is seen. `heard` says
-- that those who wait for its purpose were told; at a start, receipts may come before they listen.
create table chain_transactions (
  id bigint generated always as identity primary key,
  sender bytea not null references chain_senders (address),
  nonce bigint not null,
  hash bytea not null unique,
  raw bytea not null,
  purpose text not null,
  state text not null default 'signed' check (state in ('signed', 'mined', 'reverted')),
  block_number bigint,
  block_hash bytea,
  block_time bigint,
  error jsonb,
  created_at timestamptz not null default now(),
  mined_at timestamptz,
  heard boolean not null default false,
  unique (sender, nonce)
);
create index chain_transactions_unmined on chain_transactions (id) where state = 'signed';
create index chain_transactions_unheard on chain_transactions (purpose, id)
  where state <> 'signed' and not heard;
create index chain_transactions_block on chain_transactions (block_number) where block_number is not null;

-- Blocks of the embedded chain, written before they are mined, so that the chain can be rebuilt to
-- the same blocks: same transactions in the same order at the same time. The hash is known when the
-- receipts are recorded; at most the newest block lacks it.
create table chain_blocks (
  number bigint primary key,
  time bigint not null,
  transaction_ids bigint[] not null,
  hash bytea
);

-- Where the indexer stands, and the hashes of the newest blocks it has seen (to notice a reorganisation).
create table chain_cursor (
  singleton boolean primary key default true check (singleton),
  block_number bigint not null,
  block_hash bytea not null
);
create table chain_seen_blocks (
  number bigint primary key,
  hash bytea not null,
  time bigint not null
);

-- What a part of the service found to contradict the chain: shown by health until it is gone.
create table chain_contradictions (
  source text primary key,
  detail text not null,
  found_at timestamptz not null default now()
);

-- Events of our contracts as the indexer read them.
create table chain_events (
  block_number bigint not null,
  log_index int not null,
  block_time bigint not null,
  transaction_hash bytea not null,
  contract text not null,
  name text not null,
  args jsonb not null,
  primary key (block_number, log_index)
);
create index chain_events_contract on chain_events (contract, block_number, log_index);

-- Down Migration
drop table chain_events, chain_contradictions, chain_seen_blocks, chain_cursor, chain_blocks, chain_transactions, chain_senders, deployment;
