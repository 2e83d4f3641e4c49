-- Up Migration

-- The contract keeps no words of flags any more (docs/decisions/0074): the flags are the fold of the changes that
-- its events tell, and of each list it keeps a head, a running hash over them. So words are made here, in runs of
-- 128 entries whose history is kept together, and what was read of the former contract is of no use.
drop table status_words;

-- Every value that each word ever had, so that "since when, and by whom" can be answered. `flags` is the piece
-- of the published Token Status List: 32 bytes, entry i at bit 2 × i, least significant first.
create table status_words (
  authority_id bytea not null,
  list int not null,
  word int not null,
  flags bytea not null,
  acting_authority bytea not null,
  block_number bigint not null,
  log_index int not null,
  block_time bigint not null,
  primary key (authority_id, list, word, block_number, log_index)
);
create index status_words_block on status_words (block_number);

-- The head of each list after each of its changes, recomputed from the events and equal to what they state.
create table status_heads (
  authority_id bytea not null,
  list int not null,
  block_number bigint not null,
  log_index int not null,
  head bytea not null,
  primary key (authority_id, list, block_number, log_index)
);
create index status_heads_block on status_heads (block_number);

-- A transaction that reverts would revert again: nothing in it depends on what the entries were.
alter table status_acts drop column attempts;

-- Down Migration
alter table status_acts add column attempts int not null default 0;
drop table status_heads, status_words;
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
create index status_words_newest on status_words (authority_id, list, block_time, block_number, log_index);
