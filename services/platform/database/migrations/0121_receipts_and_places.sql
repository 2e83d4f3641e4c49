-- Up Migration

-- Hashes of consent receipts, and the documents by which the city puts them into the log (docs/decisions/0215). A receipt has
-- 16 random bytes in it, so its hash says nothing; whose it is, is not here.
create table receipt_heads (
  -- Counts them.
  number bigint primary key,
  -- The city's document of the type receipt-head.
  document uuid not null,
  made_at timestamptz not null default now()
);

create table consent_receipts (
  digest bytea primary key check (length(digest) = 32),
  noted_at timestamptz not null,
  -- Null while it waits.
  head bigint references receipt_heads (number) on delete cascade,
  -- Its leaf in the tree of that document.
  place int,
  unique (head, place),
  check ((head is null) = (place is null))
);
create index consent_receipts_waiting on consent_receipts (noted_at) where head is null;

-- The receipt of a share: its random bytes, and what for it was. Its hash is computed from the row, as its owner does.
alter table shares
  add column record_id bytea not null default substr(sha256(uuid_send(gen_random_uuid())), 1, 16)
    check (length(record_id) = 16),
  add column purpose text;
alter table shares alter column record_id drop default, drop column receipt_sha256;

-- Which leaf of its batch's tree each copy is, 2 bytes big-endian in the order of issue: leaves are in the order of their hashes,
-- so that copies that were made together are not side by side. Null: a batch of before, in the order of issue.
alter table batch_trees add column places bytea;
alter table batch_trees alter column places set storage external;

-- Down Migration
alter table batch_trees drop column places;
alter table shares add column receipt_sha256 bytea not null default sha256('') check (length(receipt_sha256) = 32);
alter table shares alter column receipt_sha256 drop default, drop column record_id, drop column purpose;
drop table consent_receipts;
drop table receipt_heads;
