-- Up Migration

-- What residents apply for (docs/decisions/0221). `content` is what was handed in, looked at and decided; it is sealed with a key of
-- the application's own, which is wrapped with the key of the authority that answers. All of it goes with the account.
create table applications (
  id uuid primary key,
  account uuid not null references resident_accounts (id) on delete cascade,
  -- Name of the service item.
  item text not null,
  authority_id bytea not null check (length(authority_id) = 32),
  -- The resident's own key of the request, and a keyed digest of what came with it.
  request_key text not null,
  request_digest bytea not null check (length(request_digest) = 32),
  state text not null check (
    state in ('received', 'evidence', 'decided', 'issued', 'sealed', 'person', 'sent_back', 'withdrawn')),
  outcome text check (outcome in ('granted', 'refused')),
  -- Whether only people decide it from now on.
  is_manual boolean not null default false,
  wrapped_key bytea check (length(wrapped_key) = 40),
  content bytea not null,
  -- The application whose decision this one appeals against.
  appeals uuid references applications (id) on delete cascade,
  -- By which version of the rules it was reviewed, and under which grant it was decided without a person.
  rule_version uuid,
  rule_grant uuid,
  -- How many steps it has taken.
  steps int not null default 0,
  received_at timestamptz not null,
  -- Until when the office means to answer.
  due_at timestamptz not null,
  decided_at timestamptz,
  -- As the journal names who decided: `rules`, or an officer.
  decided_by text,
  document uuid,
  receipt uuid,
  -- Failures of ours since the last step.
  tries int not null default 0,
  next_at timestamptz not null,
  unique (account, request_key),
  check ((outcome is not null) = (state in ('decided', 'issued', 'sealed'))),
  check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null))
);
-- One at a time for each item. An appeal is one more, of the application that it is about.
create unique index applications_open on applications (account, item)
  where appeals is null and state not in ('sealed', 'withdrawn');
create unique index applications_appeals on applications (appeals) where state <> 'withdrawn';
create index applications_of_account on applications (account, received_at);
create index applications_due on applications (next_at) where state in ('received', 'evidence', 'decided');
create index applications_unsealed on applications (next_at) where state = 'issued';
create index applications_waiting on applications (authority_id, received_at) where state = 'person';

-- Each step that an application took. No personal data: codes, ids, and names of rows.
create table application_steps (
  application uuid not null references applications (id) on delete cascade,
  -- Counts them, from 1.
  number int not null,
  at timestamptz not null,
  step text not null,
  -- As the audit names who did it; `system` and `rules` for the program.
  actor text not null,
  data jsonb not null default '{}',
  primary key (application, number)
);

-- Down Migration
drop table application_steps, applications;
