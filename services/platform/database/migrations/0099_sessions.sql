-- Up Migration

-- Sign-ins that were begun (docs/decisions/0185): each nonce is good once, and using it deletes its row.
create table sign_ins (
  nonce text primary key,
  expires_at timestamptz not null
);
create index sign_ins_expired on sign_ins (expires_at);

-- Officers who are signed in. The token is in the browser alone; this is its SHA-256. One that has ended is deleted: who
-- was signed in, and when, is in the audit.
create table sessions (
  id uuid primary key,
  token_digest bytea not null unique check (length(token_digest) = 32),
  account bytea not null check (length(account) = 20),
  -- As it called itself, in few words.
  browser text not null,
  started_at timestamptz not null,
  last_used_at timestamptz not null,
  ends_at timestamptz not null
);
create index sessions_of_account on sessions (account, started_at);

-- Who asks is an API key or an officer (docs/decisions/0186): an officer's id is made of their account.
alter table idempotency_keys drop constraint idempotency_keys_api_key_id_fkey;
alter table idempotency_keys rename column api_key_id to caller_id;
alter table issuances rename column api_key_id to caller_id;
alter index issuances_by_key rename to issuances_by_caller;
alter table reading_counts rename column api_key_id to caller_id;

-- Down Migration
alter table reading_counts rename column caller_id to api_key_id;
alter index issuances_by_caller rename to issuances_by_key;
alter table issuances rename column caller_id to api_key_id;
alter table idempotency_keys rename column caller_id to api_key_id;
delete from idempotency_keys where api_key_id not in (select id from api_keys);
alter table idempotency_keys add foreign key (api_key_id) references api_keys (id);
drop table sessions, sign_ins;
