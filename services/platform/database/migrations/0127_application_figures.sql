-- Up Migration

-- What was received and decided at an authority lately, for its figures (docs/decisions/0223).
create index applications_received on applications (authority_id, received_at);
create index applications_decided on applications (authority_id, decided_at) where decided_at is not null;

-- Down Migration
drop index applications_received, applications_decided;
