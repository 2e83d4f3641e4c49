-- Up Migration

-- Document types that officers design (docs/decisions/0194).
create table document_type_drafts (
  id uuid primary key,
  authority_id bytea not null check (length(authority_id) = 32),
  -- As it was designed: kinds of claims, not a schema.
  design jsonb not null,
  state text not null check (state in ('draft', 'review', 'published', 'discarded')),
  -- Grows with each change, so that nobody writes over what they have not seen.
  revision int not null,
  changed_by bytea not null check (length(changed_by) = 20),
  changed_at timestamptz not null,
  -- The text that officers approve, as long as approval is asked for and after that.
  file text,
  check ((file is null) = (state in ('draft', 'discarded')))
);
create index document_type_drafts_changed on document_type_drafts (authority_id, changed_at desc);

-- What happened to each, with the reasons for which it was sent back.
create table document_type_steps (
  draft_id uuid not null references document_type_drafts (id),
  number int not null,
  at timestamptz not null,
  account bytea not null check (length(account) = 20),
  step text not null,
  revision int not null,
  reason text,
  primary key (draft_id, number)
);

-- Signatures (EIP-712) of the officers who have approved a draft that is in review. One that is sent back loses them.
create table document_type_approvals (
  draft_id uuid not null references document_type_drafts (id),
  account bytea not null check (length(account) = 20),
  -- For which authority the officer acted.
  authority_id bytea not null check (length(authority_id) = 32),
  chain_id bigint not null,
  registry bytea not null check (length(registry) = 20),
  signature bytea not null,
  at timestamptz not null,
  primary key (draft_id, account)
);

-- Types that were published: every process takes them up from here, in the order of their numbers.
create table published_document_types (
  -- Without gaps, in the order in which they were committed.
  number int primary key,
  id bytea not null unique check (length(id) = 32),
  name text not null,
  version int not null,
  authority_id bytea not null check (length(authority_id) = 32),
  draft_id uuid not null unique references document_type_drafts (id),
  -- What a file `<name>-<version>.json` would hold.
  file text not null,
  -- [{ account, signature, chainId, registry }]: what offices that sign trust lists check.
  approvals jsonb not null,
  published_at timestamptz not null,
  unique (name, version)
);
create function refuse_type_change() returns trigger language plpgsql as $$
begin
  raise exception 'published document types do not change' using errcode = 'insufficient_privilege';
end $$;
create trigger published_document_types_append_only
  before update or delete or truncate on published_document_types
  for each statement execute function refuse_type_change();

-- Down Migration
drop table published_document_types;
drop function refuse_type_change;
drop table document_type_approvals, document_type_steps, document_type_drafts;
