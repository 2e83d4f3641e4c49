-- Up Migration

-- Chains that the network's contracts are or were on. Two chains never have the same chain id: a transaction that is
-- signed for one could be mined on the other.
create table chains (
  id smallint primary key,
  chain_id bigint not null unique,
  -- Run by this program, from the blocks in `chain_blocks`. `hardfork` then decides its genesis, so it never changes.
  embedded boolean not null,
  hardfork text not null
);

-- The network's deployments, in order: each a set of contracts on one chain, with one log. One is open; those before
-- it are sealed, and one after it may be prepared.
create table deployments (
  id smallint primary key,
  chain smallint not null references chains (id),
  -- Of the contracts: which of their interfaces this program speaks with them.
  edition smallint not null,
  interfaces jsonb not null,
  registry bytea not null,
  log bytea not null,
  status_lists bytea not null,
  -- First line of the log's checkpoints.
  origin text not null unique,
  -- No event of the contracts is in an earlier block.
  first_block bigint not null,
  transaction_ids bigint[] not null,
  state text not null check (state in ('preparing', 'open', 'sealed')),
  -- Unix seconds of blocks. `sealed_…` say where the log ended.
  opened_at bigint,
  sealed_at bigint,
  sealed_size bigint,
  sealed_root bytea,
  check (state <> 'sealed' or (sealed_at is not null and sealed_size is not null and sealed_root is not null))
);
create unique index deployments_open on deployments (state) where state = 'open';
create unique index deployments_preparing on deployments (state) where state = 'preparing';

insert into chains
  select 1, (value ->> 'chainId')::bigint, exists (select 1 from chain_blocks), 'prague'
  from deployment where name = 'chain';
insert into deployments
  select 1, 1, 1, c.value -> 'interfaces',
    decode(substr(c.value #>> '{contracts,AuthorityRegistry}', 3), 'hex'),
    decode(substr(c.value #>> '{contracts,DocumentLog}', 3), 'hex'),
    decode(substr(c.value #>> '{contracts,StatusLists}', 3), 'hex'),
    n.value ->> 'logOrigin', 1,
    array(select id::bigint from jsonb_array_elements_text(c.value -> 'transactionIds') as t (id)),
    'open',
    (select max(block_time) from chain_transactions where id in
      (select id::bigint from jsonb_array_elements_text(c.value -> 'transactionIds') as t (id))),
    null, null, null
  from deployment c, deployment n where c.name = 'chain' and n.name = 'names';
delete from deployment where name = 'chain';

-- What follows a chain says which: all that there was follows the first. Rows of a projection have no foreign key to
-- their deployment: they are many, and are made from its events alone.
alter table chain_transactions drop constraint chain_transactions_sender_fkey;
alter table chain_senders drop constraint chain_senders_pkey;
alter table chain_senders drop constraint chain_senders_role_key;
alter table chain_senders add column chain smallint not null default 1;
-- The deployment for which nothing is journalled with this account any more, because it is about to be sealed.
alter table chain_senders add column closed_for smallint;
alter table chain_senders add primary key (chain, address);
alter table chain_senders add unique (chain, role);

alter table chain_transactions add column chain smallint not null default 1;
-- Whose contracts it calls, or makes.
alter table chain_transactions add column deployment smallint not null default 1;
alter table chain_transactions drop constraint chain_transactions_sender_nonce_key;
alter table chain_transactions add unique (chain, sender, nonce);
alter table chain_transactions add foreign key (chain, sender) references chain_senders (chain, address);
drop index chain_transactions_unmined, chain_transactions_unheard;
create index chain_transactions_unmined on chain_transactions (chain, id) where state = 'signed';
create index chain_transactions_unheard on chain_transactions (chain, purpose, id)
  where state <> 'signed' and not heard;

alter table chain_blocks drop constraint chain_blocks_pkey;
alter table chain_blocks add column chain smallint not null default 1;
alter table chain_blocks add primary key (chain, number);

-- Each deployment is indexed by itself, from its first block on, so that none is missed between writing down its
-- addresses and reading its events.
alter table chain_cursor drop constraint chain_cursor_pkey;
alter table chain_cursor drop column singleton;
alter table chain_cursor add column deployment smallint not null default 1;
alter table chain_cursor add primary key (deployment);
alter table chain_seen_blocks drop constraint chain_seen_blocks_pkey;
alter table chain_seen_blocks add column deployment smallint not null default 1;
alter table chain_seen_blocks add primary key (deployment, number);
alter table chain_events drop constraint chain_events_pkey;
alter table chain_events add column deployment smallint not null default 1;
alter table chain_events add primary key (deployment, block_number, log_index);
drop index chain_events_contract;
create index chain_events_contract on chain_events (contract, deployment, block_number, log_index);

-- A batch is in one log, or on its way to it. Two batches may have one root: where a document is signed again, or a
-- log holds a root with another count.
alter table batches add column deployment smallint not null default 1;
alter table batches drop constraint batches_root_key;
alter table batches drop constraint batches_log_index_key;
alter table batches add unique (deployment, log_index);
create index batches_root on batches (root) where state <> 'anchored';

-- The second edition of the contracts knows an entry by its count as well.
alter table log_entries drop constraint log_entries_pkey;
alter table log_entries drop constraint log_entries_batch;
alter table log_entries add column deployment smallint not null default 1;
alter table log_entries add primary key (deployment, index);
alter table log_entries add constraint log_entries_batch
  unique (batch_root, authority_id, document_type_id, deployment, count);
drop index log_entries_block;
create index log_entries_block on log_entries (deployment, block_number);
alter table log_nodes drop constraint log_nodes_pkey;
alter table log_nodes add column deployment smallint not null default 1;
alter table log_nodes add primary key (deployment, level, index);

alter table checkpoint_cosignatures drop constraint checkpoint_cosignatures_size_fkey;
alter table checkpoints drop constraint checkpoints_pkey;
alter table checkpoints add column deployment smallint not null default 1;
alter table checkpoints add primary key (deployment, size);
alter table checkpoint_cosignatures drop constraint checkpoint_cosignatures_pkey;
alter table checkpoint_cosignatures add column deployment smallint not null default 1;
alter table checkpoint_cosignatures add primary key (deployment, size, witness, key_id);
alter table checkpoint_cosignatures add foreign key (deployment, size)
  references checkpoints (deployment, size);
drop index checkpoint_cosignatures_key, checkpoint_cosignatures_large;
create index checkpoint_cosignatures_key on checkpoint_cosignatures (deployment, witness, key_id, size);
create index checkpoint_cosignatures_large on checkpoint_cosignatures (deployment, size) where type = 6;

-- Status lists go on from one deployment to the next: what is newest is newest in the last of them.
alter table status_words drop constraint status_words_pkey;
alter table status_words add column deployment smallint not null default 1;
alter table status_words add primary key (authority_id, list, word, deployment, block_number, log_index);
drop index status_words_block;
create index status_words_block on status_words (deployment, block_number);
alter table status_heads drop constraint status_heads_pkey;
alter table status_heads add column deployment smallint not null default 1;
alter table status_heads add primary key (authority_id, list, deployment, block_number, log_index);
drop index status_heads_block;
create index status_heads_block on status_heads (deployment, block_number);

-- Down Migration
do $$ begin
  if exists (select 1 from deployments where id > 1) then
    raise exception 'there are several deployments';
  end if;
end $$;
alter table status_heads drop constraint status_heads_pkey;
alter table status_heads drop column deployment;
alter table status_heads add primary key (authority_id, list, block_number, log_index);
create index status_heads_block on status_heads (block_number);
alter table status_words drop constraint status_words_pkey;
alter table status_words drop column deployment;
alter table status_words add primary key (authority_id, list, word, block_number, log_index);
create index status_words_block on status_words (block_number);
alter table checkpoint_cosignatures drop constraint checkpoint_cosignatures_deployment_size_fkey;
alter table checkpoint_cosignatures drop column deployment;
alter table checkpoints drop column deployment;
alter table checkpoints add primary key (size);
alter table checkpoint_cosignatures add primary key (size, witness, key_id);
alter table checkpoint_cosignatures add foreign key (size) references checkpoints (size);
create index checkpoint_cosignatures_key on checkpoint_cosignatures (witness, key_id, size);
create index checkpoint_cosignatures_large on checkpoint_cosignatures (size) where type = 6;
alter table log_nodes drop column deployment;
alter table log_nodes add primary key (level, index);
alter table log_entries drop constraint log_entries_batch;
alter table log_entries drop column deployment;
alter table log_entries add primary key (index);
alter table log_entries add constraint log_entries_batch
  unique (batch_root, authority_id, document_type_id);
create index log_entries_block on log_entries (block_number);
drop index batches_root;
alter table batches drop column deployment;
alter table batches add unique (log_index);
alter table batches add unique (root);
alter table chain_events drop column deployment;
alter table chain_events add primary key (block_number, log_index);
create index chain_events_contract on chain_events (contract, block_number, log_index);
alter table chain_seen_blocks drop column deployment;
alter table chain_seen_blocks add primary key (number);
alter table chain_cursor drop column deployment;
alter table chain_cursor add column singleton boolean primary key default true check (singleton);
alter table chain_blocks drop column chain;
alter table chain_blocks add primary key (number);
alter table chain_transactions drop constraint chain_transactions_chain_sender_fkey;
alter table chain_transactions drop column chain, drop column deployment;
alter table chain_transactions add unique (sender, nonce);
create index chain_transactions_unmined on chain_transactions (id) where state = 'signed';
create index chain_transactions_unheard on chain_transactions (purpose, id)
  where state <> 'signed' and not heard;
alter table chain_senders drop column chain, drop column closed_for;
alter table chain_senders add primary key (address);
alter table chain_senders add unique (role);
alter table chain_transactions add foreign key (sender) references chain_senders (address);
insert into deployment
  select 'chain', json_build_object('chainId', c.chain_id, 'contracts', json_build_object(
      'AuthorityRegistry', '0x' || encode(d.registry, 'hex'), 'DocumentLog', '0x' || encode(d.log, 'hex'),
      'StatusLists', '0x' || encode(d.status_lists, 'hex')),
    'transactionIds', (select json_agg(id::text) from unnest(d.transaction_ids) as t (id)),
    'interfaces', d.interfaces)
  from deployments d join chains c on c.id = d.chain;
drop table deployments, chains;
