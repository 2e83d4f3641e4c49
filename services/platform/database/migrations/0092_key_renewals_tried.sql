-- Up Migration

-- A renewal stays open until the document is renewed, or needs it no more. `error` says why it was not, when it was
-- tried last; `failed`, that somebody has to change the document first.
alter table key_renewals
  add column tried_at timestamptz,
  add column failed boolean not null default false;
update key_renewals set settled_at = null, failed = true
where settled_at is not null and renewed_by is null;

-- Down Migration
alter table key_renewals drop column tried_at, drop column failed;
