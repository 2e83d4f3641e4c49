-- Up Migration

-- One account per resident (docs/decisions/0202). What says who they are is sealed with the residents' key, and looked for by
-- keyed digests.
create table resident_accounts (
  id uuid primary key,
  -- Of the ID number, and the number itself; null: not joined to the register.
  identity_digest bytea unique check (length(identity_digest) = 32),
  identity bytea,
  -- Of the phone that opens the account by itself.
  phone_digest bytea unique check (length(phone_digest) = 32),
  phone bytea,
  language text not null check (language in ('zh', 'es', 'en')),
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  check ((identity is null) = (identity_digest is null)),
  check ((phone is null) = (phone_digest is null))
);

-- Phones that the register has for persons, as the office that may gave them.
create table registered_phones (
  identity_digest bytea primary key check (length(identity_digest) = 32),
  phone_digest bytea not null check (length(phone_digest) = 32),
  phone bytea not null,
  authority_id bytea not null check (length(authority_id) = 32),
  changed_at timestamptz not null default now()
);

-- Residents who are signed in, as officers are (0099).
create table resident_sessions (
  id uuid primary key,
  token_digest bytea not null unique check (length(token_digest) = 32),
  account uuid not null references resident_accounts (id) on delete cascade,
  level text not null check (level in ('code', 'passkey', 'desk')),
  -- With which it began; null: with a code.
  passkey uuid,
  browser text not null,
  started_at timestamptz not null,
  last_used_at timestamptz not null,
  ends_at timestamptz not null
);
create index resident_sessions_of_account on resident_sessions (account, started_at);

-- Codes that were asked for. `worker` draws and sends them, so that asking is the same work whether a number is known or not.
create table resident_codes (
  id uuid primary key,
  purpose text not null check (purpose in ('sign-in', 'identity', 'passkey')),
  -- Who asks, where somebody is signed in.
  account uuid references resident_accounts (id) on delete cascade,
  -- What the code is for: a passkey.
  subject uuid,
  -- To whom it goes: a phone that was given, or the one that the register has for this person.
  phone_digest bytea,
  phone bytea,
  identity_digest bytea,
  identity bytea,
  language text not null,
  -- Of the code that went out; null: none did yet, or there is nowhere to send it.
  code_digest bytea,
  -- The phone that it went to.
  sent_to bytea,
  due boolean not null default true,
  tries int not null default 0,
  resend_at timestamptz not null,
  ends_at timestamptz not null,
  check ((phone_digest is null) <> (identity_digest is null))
);
create index resident_codes_due on resident_codes (resend_at) where due;
create index resident_codes_ended on resident_codes (ends_at);

-- How often something happened in a window of time; names are keyed digests. It holds across processes.
create table resident_counts (
  name bytea not null,
  ends_at timestamptz not null,
  count int not null,
  primary key (name)
);
create index resident_counts_ended on resident_counts (ends_at);

-- Messages to residents, on their way out. Number and text are sealed.
create table resident_messages (
  id uuid primary key,
  kind text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts int not null default 0,
  next_at timestamptz not null,
  error text
);
create index resident_messages_due on resident_messages (next_at) where state = 'waiting';
create index resident_messages_of_time on resident_messages (created_at);

-- Down Migration
drop table resident_messages, resident_counts, resident_codes, resident_sessions, registered_phones, resident_accounts;
