-- Up Migration

-- Imports of an authority are listed newest first: without this, all that it ever had are sorted for each page. It
-- costs an import about 60 bytes, and a document nothing.
create index imports_newest on imports (authority_id, created_at, id);
drop index imports_authority;

-- Down Migration
create index imports_authority on imports (authority_id, id);
drop index imports_newest;
