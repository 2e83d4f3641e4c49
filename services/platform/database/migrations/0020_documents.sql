-- Up Migration

-- A stream is what one authority issues of one document type. Its copies are numbered without gaps in
-- the order of their commit: `next_seq` is raised, under the row's lock, in the transaction that
-- inserts them. A batch is a range of these numbers, so batching writes nothing to the copies, nor to
-- the stream: where batching stands is the end of the stream's last batch. So batchers and issuers never
-- wait for each other. (For those who issue: nothing else is to be done for a copy to be anchored; do
-- not NOTIFY, see docs/decisions/0041. Whether a copy is anchored is read from its batch.)
create table streams (
  id int generated always as identity primary key,
  authority_id bytea not null,
  document_type_id bytea not null,
  authority text not null,
  document_type text not null,
  next_seq bigint not null default 0,
  unique (authority_id, document_type_id)
);

-- One logical document: what an authority states of one natural key. `revision` counts renewals and
-- corrections; the one without `replaced_by` is the current one. `natural_key` and `claims_digest` are
-- 16 bytes each of an HMAC-SHA-256 under the deployment's secret: a stolen table does not tell whose
-- they are. No foreign keys on the two tables that grow by thousands a second: rows are written in
-- one place, together, and a check for each row would cost a third of the insert.
create table documents (
  id uuid primary key,
  stream_id int not null,
  revision int not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  natural_key bytea not null,
  claims_digest bytea not null,
  replaces uuid,
  replaced_by uuid
);
create unique index documents_current on documents (stream_id, natural_key) where replaced_by is null;

-- Copies of a document: the same claims with other salts, another place in a status list, and perhaps
-- another holder key. Each is a leaf of the log of its own; one act on the document covers all.
-- `jwt` is the issuer-signed compact JWT, whose ASCII bytes are the leaf; `disclosures` are joined by
-- `~`, none at the ends. Base64 does not compress: nothing tries to, and a row of ordinary size
-- stays in its page.
create table copies (
  stream_id int not null,
  seq bigint not null,
  document_id uuid not null,
  created_at timestamptz not null default now(),
  copy_number int not null default 0,
  status_list int not null,
  status_index int not null,
  jwt text not null,
  disclosures text not null,
  primary key (stream_id, seq)
) with (toast_tuple_target = 8160);
create unique index copies_document on copies (document_id, copy_number);
alter table copies alter column jwt set storage external;
alter table copies alter column disclosures set storage external;

-- Batches, closed: copies first_seq … first_seq + count - 1 of the stream; the next batch of the stream
-- begins where this one ends. `closed` until its entry is seen in the log; `refused` when the contract
-- reverted the append (`error` says why), until it is tried again in another transaction.
create table batches (
  id bigint generated always as identity primary key,
  stream_id int not null references streams (id),
  first_seq bigint not null,
  count int not null check (count > 0),
  root bytea not null unique,
  state text not null default 'closed' check (state in ('closed', 'anchored', 'refused')),
  transaction_id bigint references chain_transactions (id),
  attempts int not null default 1,
  log_index bigint unique,
  anchored_at bigint,
  error jsonb,
  closed_at timestamptz not null default now(),
  refused_at timestamptz,
  anchored_seen_at timestamptz,
  unique (stream_id, first_seq),
  check ((state = 'anchored') = (log_index is not null))
);
create index batches_open on batches (stream_id, id) where state <> 'anchored';
create index batches_transaction on batches (transaction_id);

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
-- Signature lines of witnesses on a checkpoint, as the note carries them, newline included. Only lines
-- that were verified are stored.
create table checkpoint_cosignatures (
  size bigint not null references checkpoints (size),
  witness text not null,
  line text not null,
  received_at timestamptz not null default now(),
  primary key (size, witness)
);

-- Down Migration
drop table checkpoint_cosignatures, checkpoints, log_nodes, log_entries, batch_trees, batches, copies, documents, streams;
