-- Up Migration

-- Copies that residents made for keys of a device: with which passkey they were signed in (docs/decisions/0213).
create table resident_copies (
  document_id uuid not null,
  copy_number int not null,
  account uuid not null references resident_accounts (id) on delete cascade,
  -- Null: at a desk, or before this was noted.
  passkey uuid,
  primary key (document_id, copy_number)
);
create index resident_copies_of_account on resident_copies (account);
insert into resident_copies (document_id, copy_number, account)
select c.document_id, c.copy_number, a.id
from resident_accounts a
join issuances i on i.caller_id = a.id
join copies c on c.stream_id = i.stream_id and c.seq >= i.first_seq and c.seq < i.first_seq + i.count
on conflict do nothing;

-- Copies that are revoked by themselves, while their document stays as it is. `worker` writes them to the chain.
create table withdrawn_copies (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null,
  copy_number int not null,
  state text not null default 'requested' check (state in ('requested', 'sent', 'effective', 'refused')),
  transaction_id bigint references chain_transactions (id),
  error jsonb,
  requested_at timestamptz not null default now(),
  effective_at timestamptz,
  unique (document_id, copy_number)
);
create index withdrawn_copies_open on withdrawn_copies (state, requested_at) where state in ('requested', 'sent');
create index withdrawn_copies_transaction on withdrawn_copies (transaction_id) where transaction_id is not null;

-- A person's devices that are to end: one officer asks, another confirms.
create table device_endings (
  id uuid primary key,
  account uuid not null references resident_accounts (id) on delete cascade,
  authority_id bytea not null check (length(authority_id) = 32),
  -- The officer's account.
  asked_by bytea not null check (length(asked_by) = 20),
  reason text not null check (reason in ('stolen', 'lost', 'misused')),
  -- Null: all.
  passkeys uuid[],
  remove_phone boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'dropped')),
  asked_at timestamptz not null,
  ends_at timestamptz not null,
  decided_by bytea check (length(decided_by) = 20),
  decided_at timestamptz
);
create index device_endings_of_authority on device_endings (authority_id, ends_at) where state = 'waiting';
create index device_endings_of_account on device_endings (account);

-- Down Migration
drop table device_endings, withdrawn_copies, resident_copies;
