-- Up Migration

-- The contract tells batches apart by authority, type and root, so that nobody can keep another's batch out of
-- the log by appending its root first. A root may therefore come again under another authority.
alter table log_entries drop constraint log_entries_batch_root_key;
alter table log_entries add constraint log_entries_batch
  unique (batch_root, authority_id, document_type_id);

-- Down Migration
alter table log_entries drop constraint log_entries_batch;
alter table log_entries add constraint log_entries_batch_root_key unique (batch_root);
