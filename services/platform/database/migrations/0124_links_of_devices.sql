-- Up Migration

-- With which passkey who made the share was signed in (docs/decisions/0218). Null: at a desk, or before this was noted.
-- `ended_by`: its owner, or with the device that it came from, when that device was ended.
alter table shares
  add column passkey uuid,
  add column ended_by text check (ended_by in ('owner', 'device'));
update shares set ended_by = 'owner' where ended_at is not null;
alter table shares add constraint shares_ended check ((ended_at is null) = (ended_by is null));

-- Down Migration
alter table shares drop constraint shares_ended, drop column passkey, drop column ended_by;
