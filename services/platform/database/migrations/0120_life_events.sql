-- Up Migration

-- Wallets that residents linked to their account (docs/decisions/0214). Of an address only a keyed digest and the sealed text
-- are kept: on a public chain it tells what its owner did.
create table resident_wallets (
  id uuid primary key,
  account uuid not null references resident_accounts (id) on delete cascade,
  address_digest bytea not null unique check (length(address_digest) = 32),
  address bytea not null,
  linked_at timestamptz not null,
  last_used_at timestamptz
);
create index resident_wallets_of_account on resident_wallets (account, linked_at);

-- What a wallet signs is kept with the account that is to sign it.
alter table resident_challenges drop constraint resident_challenges_purpose_check;
alter table resident_challenges add check (purpose in ('create', 'get', 'copies', 'wallet-link', 'wallet-sign-in'));

-- Down Migration
delete from resident_challenges where purpose in ('wallet-link', 'wallet-sign-in');
alter table resident_challenges drop constraint resident_challenges_purpose_check;
alter table resident_challenges add check (purpose in ('create', 'get', 'copies'));
drop table resident_wallets;
