-- Up Migration

-- Contracts that judge signatures by P-256 keys and by passkeys (ERC-7913): made once on each chain, before its first
-- account (docs/decisions/0193).
create table account_verifiers (
  chain smallint primary key,
  p256 bytea not null check (length(p256) = 20),
  web_authn bytea not null check (length(web_authn) = 20),
  transaction_ids bigint[] not null
);

-- Officers' accounts that this service has made (`OfficerAccount`), by the request that each was made for. A row is
-- written with the signed transaction that makes the account, so that its address is known before it is there.
create table officer_accounts (
  chain smallint not null,
  request text not null check (length(request) between 1 and 100),
  address bytea not null check (length(address) = 20),
  -- As the contract has them (ERC-7913), and how many must sign.
  signers bytea[] not null,
  threshold smallint not null,
  transaction_id bigint not null references chain_transactions (id),
  created_at timestamptz not null default now(),
  primary key (chain, request)
);
create index officer_accounts_address on officer_accounts (address);

-- People who were invited to become officers with a passkey. The secret is in the link alone; this is its SHA-256.
create table officer_invitations (
  id uuid primary key,
  secret_digest bytea not null unique check (length(secret_digest) = 32),
  authority_id bytea not null check (length(authority_id) = 32),
  -- As who invited them wrote it; deleted with the row, 90 days after the invitation has ended.
  name text not null,
  -- Flags of the registry contract: what is intended.
  roles smallint not null,
  -- The officer's account that is lost.
  replaces bytea check (length(replaces) = 20),
  created_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz
);
create index officer_invitations_of_authority on officer_invitations (authority_id, created_at);

-- Which account a passkey controls, by the credential's id: the browser says no more when one signs in.
create table officer_passkeys (
  credential_id bytea primary key check (length(credential_id) between 1 and 1023),
  -- x and y on P-256.
  public_key bytea not null check (length(public_key) = 64),
  -- The request of its account in `officer_accounts`.
  request text not null,
  created_at timestamptz not null default now()
);
create index officer_passkeys_request on officer_passkeys (request);

-- Down Migration
drop table officer_passkeys, officer_invitations, officer_accounts, account_verifiers;
