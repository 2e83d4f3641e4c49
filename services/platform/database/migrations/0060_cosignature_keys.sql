-- Up Migration

-- A witness may cosign with several keys, and may be given others: name, key id and signature type (C2SP
-- signed-note: 4 is Ed25519, 6 is ML-DSA-44) say which key a line is of. The key id is the first four bytes
-- of what the line holds in base64.
alter table checkpoint_cosignatures add column key_id bigint;
alter table checkpoint_cosignatures add column type smallint not null default 4 check (type in (4, 6));
update checkpoint_cosignatures
  set key_id = ('x' || encode(substr(decode(split_part(rtrim(line, E'\n'), ' ', 3), 'base64'), 1, 4), 'hex'))::bit(32)::bigint;
alter table checkpoint_cosignatures alter column key_id set not null;
alter table checkpoint_cosignatures alter column type drop default;
alter table checkpoint_cosignatures drop constraint checkpoint_cosignatures_pkey;
alter table checkpoint_cosignatures add primary key (size, witness, key_id);
-- How far a key has come is looked up before checkpoints are searched for a quorum.
create index checkpoint_cosignatures_key on checkpoint_cosignatures (witness, key_id, size);
-- Lines of ML-DSA-44 are 3.3 KB each; only the newest are kept.
create index checkpoint_cosignatures_large on checkpoint_cosignatures (size) where type = 6;
-- Signatures do not compress.
alter table checkpoint_cosignatures alter column line set storage external;

-- Down Migration
delete from checkpoint_cosignatures where type <> 4;
drop index checkpoint_cosignatures_key, checkpoint_cosignatures_large;
alter table checkpoint_cosignatures alter column line set storage extended;
alter table checkpoint_cosignatures drop constraint checkpoint_cosignatures_pkey;
delete from checkpoint_cosignatures a using checkpoint_cosignatures b
  where a.size = b.size and a.witness = b.witness and a.key_id > b.key_id;
alter table checkpoint_cosignatures add primary key (size, witness);
alter table checkpoint_cosignatures drop column key_id, drop column type;
