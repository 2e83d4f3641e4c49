-- Up Migration

-- Changes of keys, witnesses, accounts and secrets that go on while the program runs. A worker advances each by small
-- steps that may be repeated, so that a kill at any point is harmless. `data` is what the kind needs to go on; it
-- holds no secret. `scope` names what is changed: only one turnover of a kind works on it at a time.
create table turnovers (
  id uuid primary key,
  kind text not null,
  scope text not null,
  authority_id bytea not null,
  subject jsonb not null,
  state text not null default 'running' check (state in ('running', 'waiting', 'done', 'failed')),
  step text not null default 'begun',
  done bigint,
  total bigint,
  data jsonb not null,
  error jsonb,
  begun_by text not null,
  begun_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  finished_at timestamptz
);
create unique index turnovers_open on turnovers (kind, scope) where state in ('running', 'waiting');
create index turnovers_newest on turnovers (begun_at, id);

-- Down Migration
drop table turnovers;
