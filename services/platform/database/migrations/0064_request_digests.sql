-- Up Migration

-- An idempotency key now names caller, method, path, document and body, by a digest that is keyed with a secret. What
-- was remembered before is the bare SHA-256 of the body: it is marked, and forgotten with its key within 30 days.
alter table idempotency_keys add column keyed boolean not null default false;
alter table idempotency_keys alter column keyed set default true;

-- Down Migration
alter table idempotency_keys drop column keyed;
