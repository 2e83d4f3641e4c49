-- Up Migration

-- The contract of edition 1 takes any count of 64 bits, and one root from several authorities: an account that may anchor can
-- write that, and it must not stop the indexer.
alter table log_entries drop constraint if exists log_entries_batch_root_key;
alter table log_entries alter column count type numeric(20);

-- Down Migration
alter table log_entries alter column count type bigint using least(count, 9223372036854775807)::bigint;
