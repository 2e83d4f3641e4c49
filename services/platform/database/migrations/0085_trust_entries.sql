-- Up Migration

-- Entries of trust lists 2, each as the text that is a leaf of its tree: in the versions from `from_version` on, up to
-- but without `until_version`. A change of one authority closes one row and adds one. `trust_lists` has the heads, and
-- lists 1 whole.
create table trust_entries (
  kind text not null check (kind in ('authority', 'document-type')),
  id bytea not null,
  from_version int not null references trust_lists (version),
  until_version int references trust_lists (version),
  hash bytea not null,
  text text not null,
  primary key (kind, id, from_version),
  check (until_version > from_version)
);
create unique index trust_entries_open on trust_entries (kind, id) where until_version is null;

-- Down Migration
drop table trust_entries;
