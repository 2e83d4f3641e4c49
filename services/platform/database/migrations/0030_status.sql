-- Up Migration

-- A status list of an authority. `places` is the list's order of use, drawn once at random when the list
-- is made (4 bytes big-endian each): the n-th document takes place n, which tells nothing of when.
create table status_lists (
  authority_id bytea not null,
  number int not null,
  places bytea not null,
  used int not null default 0,
  primary key (authority_id, number)
);
alter table status_lists alter column places set storage external;

-- Acts of officers on documents. `requested` until signed for the chain, `sent` until its block is indexed,
-- then `effective` or `refused`. `seq` is drawn under the lock of the document's row, so that it is the
-- order of the acts on one document.
create table status_acts (
  id uuid primary key,
  seq bigint generated always as identity unique,
  document_id uuid not null references documents (id),
  action text not null check (action in ('suspend', 'reinstate', 'revoke')),
  reason text not null,
  acting_authority bytea not null,
  officer text not null,
  state text not null default 'requested' check (state in ('requested', 'sent', 'effective', 'refused')),
  attempts int not null default 0,
  transaction_id bigint references chain_transactions (id),
  error jsonb,
  requested_at timestamptz not null default now(),
  effective_at timestamptz
);
create index status_acts_document on status_acts (document_id, seq);
create index status_acts_requested on status_acts (seq) where state = 'requested';
create index status_acts_sent on status_acts (seq) where state = 'sent';
create index status_acts_transaction on status_acts (transaction_id) where transaction_id is not null;

-- Words of flags as the chain has them (projection of StatusChanged events): every value that each ever
-- had, so that "since when, and by whom" can be answered. `flags` is the word as 32 bytes big-endian.
create table status_words (
  authority_id bytea not null,
  list int not null,
  word int not null,
  flags bytea not null,
  acting_authority bytea not null,
  block_number bigint not null,
  log_index int not null,
  block_time bigint not null,
  transaction_hash bytea not null,
  primary key (authority_id, list, word, block_number, log_index)
);
create index status_words_block on status_words (block_number);
-- For the newest change of a list. By time first, so that it is of no use for the newest value of a word:
-- with few statistics the planner would take it for that, and read a list's whole history.
create index status_words_newest on status_words (authority_id, list, block_time, block_number, log_index);

-- Finds the copy of a bare document that somebody shows without its proof. Eight bytes tell copies apart
-- (the whole JWT is compared after) and keep the index small: issuing pays for every byte of it.
create index copies_jwt on copies (hashtextextended(jwt, 0));

-- Down Migration
drop index copies_jwt;
drop table status_words, status_acts, status_lists;
