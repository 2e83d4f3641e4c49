-- Up Migration

-- Who had which numbers of a stream issued: a line for each act, or for each segment of an import. So all that one key
-- made can be found, whatever it was stolen for (docs/decisions/0176). What was issued before this table is not in it.
create table issuances (
  stream_id integer not null,
  first_seq bigint not null,
  count integer not null check (count > 0),
  -- Null: the program itself, as when a key ended in the second of anchoring.
  api_key_id uuid,
  import_id uuid,
  issued_at timestamptz not null default now(),
  primary key (stream_id, first_seq)
);
create index issuances_by_key on issuances (api_key_id, stream_id, first_seq);

-- Down Migration
drop table issuances;
