-- Up Migration

-- Documents that residents show by a link (docs/decisions/0207). What is here is encrypted with a key that only the link
-- has. The link's id is not here either, but its SHA-256.
create table shares (
  id uuid primary key,
  digest bytea not null unique check (length(digest) = 32),
  -- The resident's account.
  owner uuid not null references resident_accounts (id) on delete cascade,
  -- Null once nobody may open it any more.
  sealed bytea,
  sealed_sha256 bytea not null check (length(sealed_sha256) = 32),
  ends_at timestamptz not null,
  once boolean not null,
  -- For whom it is, in the resident's words.
  audience text,
  -- The document's type (`vct`), and the names of the claims that are shown: never what they say.
  document_type text not null,
  claims text[] not null,
  receipt_sha256 bytea not null check (length(receipt_sha256) = 32),
  made_at timestamptz not null,
  -- When the resident ended it.
  ended_at timestamptz,
  openings int not null default 0,
  -- When it was opened first.
  opened_at timestamptz
);
create index shares_of_owner on shares (owner, made_at desc, id desc);
create index shares_by_end on shares (ends_at);

-- When a share was opened, and by which kind of browser: no address.
create table share_openings (
  share_id uuid not null references shares (id) on delete cascade,
  -- Made by who opens: asked for again after an answer was lost, it is the same opening.
  opening uuid not null,
  at timestamptz not null,
  browser text not null,
  primary key (share_id, opening)
);

-- What somebody asks to be shown (a shop: "over 18"), until it is answered. The answer is encrypted with a key that only the
-- asker's browser has.
create table proof_requests (
  -- As the link has it: no secret, for who answers is shown the link.
  id text primary key check (length(id) = 22),
  -- Exactly as it was sent: the link has its SHA-256.
  request text not null,
  -- SHA-256 of what the asker shows to get the answer.
  secret_digest bytea not null check (length(secret_digest) = 32),
  made_at timestamptz not null,
  ends_at timestamptz not null,
  answer text,
  answered_at timestamptz
);
create index proof_requests_by_end on proof_requests (ends_at);

-- Down Migration
drop table proof_requests;
drop table share_openings;
drop table shares;
