-- Up Migration

-- An officer's account may have several passkeys (docs/decisions/0216). `name`: what the officer calls the device; null: the one
-- with which the account was made. `change_id`: the last change of the account that is about this passkey; null: none was.
alter table officer_passkeys
  add column name text,
  add column change_id bigint references chain_transactions (id),
  add column is_removed boolean not null default false;

-- Down Migration
delete from officer_passkeys where name is not null;
alter table officer_passkeys drop column name, drop column change_id, drop column is_removed;
