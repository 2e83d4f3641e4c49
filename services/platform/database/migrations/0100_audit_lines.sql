-- Up Migration

-- For which authority an act was, so that its own people can look at it. Null: the system's, and lines of before.
alter table audit_events add column authority_id bytea check (length(authority_id) = 32);
create index audit_events_of_authority on audit_events (authority_id, id);

-- The SHA-256 of the line: a place in the chain is the hash of the one before and of this, so that an export can leave out
-- what others did and still be checked. Null: the place is the hash of the one before and of the line itself.
alter table audit_chain add column line bytea check (length(line) = 32);

-- Down Migration
alter table audit_chain drop column line;
alter table audit_events drop column authority_id;
