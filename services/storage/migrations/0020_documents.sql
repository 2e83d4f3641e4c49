-- Up Migration

-- A stream is what one authority issues of one document type. Its copies are numbered without gaps in
-- the order of their commit: `next_seq` is raised, under the row's lock, in the transaction that
-- inserts them. A batch is a range of these numbers, so batching writes nothing to the copies.
create table streams (
  id int generated always as identity primary key,
  authority_id bytea not null,
  document_type_id bytea not null,
  authority text not null,
  document_type text not null,
  next_seq bigint not null default 0,
  batched_seq bigint not null default 0 check (batched_seq <= next_seq),
  unique (authority_id, document_type_id)
);

-- One logical document: what an authority states of one natural key. `revision` counts renewals and
-- corrections; the newest revision of a natural key is the current one.
create table documents (
  id uuid primary key,
  stream_id int not null references streams (id),
  natural_key bytea not null,
  revision int not null default 0,
  claims_digest bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  replaces uuid references documents (id),
  replaced_by uuid,
  import_id uuid,
  import_line int
);
create unique index documents_natural_key on documents (stream_id, natural_key, revision);
create index documents_import on documents (import_id, import_line) where import_id is not null;

-- Copies of a document: the same claims with other salts, another place in a status list, and perhaps
-- another holder key. Each is a leaf of the log of its own; one act on the document covers all.
create table copies (
  stream_id int not null references streams (id),
  seq bigint not null,
  document_id uuid not null references documents (id),
  copy_number int not null default 0,
  jwt text not null,
  disclosures text not null,
  leaf bytea not null,
  status_list int not null,
  status_index int not null,
  created_at timestamptz not null default now(),
  primary key (stream_id, seq)
);
create index copies_document on copies (document_id);
alter table copies alter column jwt set storage main;

-- Batches, closed: copies first_seq … first_seq + count - 1 of the stream.
create table batches (
  id bigint generated always as identity primary key,
  stream_id int not null references streams (id),
  first_seq bigint not null,
  count int not null check (count > 0),
  root bytea not null unique,
  state text not null default 'closed' check (state in ('closed', 'anchored', 'refused')),
  transaction_id bigint references chain_transactions (id),
  log_index bigint unique,
  anchored_at bigint,
  error jsonb,
  closed_at timestamptz not null default now(),
  anchored_seen_at timestamptz,
  unique (stream_id, first_seq)
);
create index batches_open on batches (id) where state <> 'anchored';

-- All levels of a batch's tree, one after the other, uncompressed and out of line: a path is read as a
-- few slices of 32 bytes.
create table batch_trees (
  batch_id bigint primary key references batches (id),
  nodes bytea not null
);
alter table batch_trees alter column nodes set storage external;

-- The document log as the chain has it (projection of BatchAppended events).
create table log_entries (
  index bigint primary key,
  authority_id bytea not null,
  document_type_id bytea not null,
  batch_root bytea not null unique,
  count bigint not null,
  anchored_at bigint not null,
  log_root bytea not null,
  block_number bigint not null,
  transaction_hash bytea not null
);
create index log_entries_block on log_entries (block_number);

-- Hashes of complete subtrees of the document log: level 0 are the leaves.
create table log_nodes (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

-- Checkpoints that the log key has signed: at most one root for one size, ever.
create table checkpoints (
  size bigint primary key,
  root bytea not null,
  note text not null,
  signed_at timestamptz not null default now()
);
create table checkpoint_cosignatures (
  size bigint not null references checkpoints (size),
  witness text not null,
  line text not null,
  received_at timestamptz not null default now(),
  primary key (size, witness)
);

-- Down Migration
drop table checkpoint_cosignatures, checkpoints, log_nodes, log_entries, batch_trees, batches, copies, documents, streams;
