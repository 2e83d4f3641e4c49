-- Up Migration

-- Offices that sign trust lists keep their keys themselves: then `sealed` is null. `introduced` is the note by which an
-- office's key before signed in its next one; the other offices take no other.
alter table signer_terms alter column sealed drop not null;
alter table signer_terms add column introduced text;

-- Down Migration
alter table signer_terms drop column introduced;
alter table signer_terms alter column sealed set not null;
