-- Up Migration

-- Whose document it is: 16 bytes of an HMAC-SHA-256 of the ID number under the deployment's secret, the same for every
-- type, so that one account finds its own. Null where nobody said, and in documents from before. The index holds
-- only rows that have one.
alter table documents add column person_key bytea;
create index documents_person on documents (person_key) where person_key is not null;

-- Down Migration
drop index documents_person;
alter table documents drop column person_key;
