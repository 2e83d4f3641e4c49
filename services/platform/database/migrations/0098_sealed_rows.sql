-- Up Migration

-- What a document says is sealed at rest (docs/decisions/0181): AES-256-GCM under a key of the document's own, which is
-- wrapped by a key of its authority that only the signer opens. Rows from before wait in the two tables ending in
-- _unsealed until the program, which has the keys, has sealed them at its next start.
alter table documents rename to documents_unsealed;
alter table copies rename to copies_unsealed;
alter table documents_unsealed rename constraint documents_pkey to documents_unsealed_pkey;
alter table copies_unsealed rename constraint copies_pkey to copies_unsealed_pkey;
-- Acts name documents by their ids, which no one index of a partitioned table holds to be unique.
alter table status_acts drop constraint status_acts_document_id_fkey;
drop index documents_current, documents_person, copies_jwt;
alter index copies_document rename to copies_unsealed_document;

-- Headers of JWTs, in base64url: thousands of copies share one.
create table jwt_headers (
  id int generated always as identity primary key,
  header text not null unique
);

-- As before, with `name_key`, by which documents are found by the name in them (null: the type has no name), and
-- `wrapped_key` (RFC 3394, 40 bytes). An erased document has neither key nor digests, and nobody can read it again.
-- Partitioned by stream, so that no index and no vacuum is of all 10^8 rows. An id says nothing of its stream: a look-up
-- by id alone goes down the index of each partition, so these are few.
create table documents (
  id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  stream_id int not null,
  revision int not null default 0,
  digest_generation smallint not null default 0,
  person_generation smallint not null default 0,
  natural_key bytea,
  claims_digest bytea,
  person_key bytea,
  name_key bytea,
  wrapped_key bytea,
  replaces uuid,
  replaced_by uuid,
  erased_at timestamptz,
  primary key (id, stream_id),
  check ((erased_at is null) = (natural_key is not null and claims_digest is not null and wrapped_key is not null))
) partition by hash (stream_id);

-- `leaf` is the copy's hash in its batch's tree (RFC 9162 §2.1.1), made when it was signed: what batches and proves
-- copies never reads what they say. `content` is what is sealed (services/issuing/atRest/copyContent.ts). Signatures and
-- salts do not compress: nothing tries to, and a row of ordinary size stays in its page.
create table copies (
  seq bigint not null,
  created_at timestamptz not null default now(),
  document_id uuid not null,
  stream_id int not null,
  header int not null,
  copy_number int not null default 0,
  status_list int not null,
  status_index int not null,
  leaf bytea not null,
  content bytea not null,
  primary key (stream_id, seq)
) partition by hash (stream_id);
alter table copies alter column leaf set storage plain;
alter table copies alter column content set storage external;

do $$ begin
  for n in 0..7 loop
    execute format('create table documents_%s partition of documents for values with (modulus 8, remainder %s)', n, n);
    execute format('create table copies_%s partition of copies for values with (modulus 8, remainder %s)'
      ' with (toast_tuple_target = 8160)', n, n);
  end loop;
end $$;

create unique index documents_current on documents (stream_id, natural_key) where replaced_by is null;
create index documents_person on documents (person_key) where person_key is not null;
create index documents_name on documents (stream_id, name_key) where name_key is not null;
create unique index copies_document on copies (document_id, copy_number, stream_id);
-- A copy that is shown is found by its place in a status list. Places of a list are taken close together in time, so the
-- pages that grow are few.
create index copies_place on copies (stream_id, status_list, status_index);

-- What was remembered of a request goes with the document that came of it.
create index idempotency_keys_document on idempotency_keys (document_id);

-- How many documents an API key has read, or searches it made, by hours: limits count with it.
create table reading_counts (
  authority_id bytea not null,
  hour timestamptz not null,
  kind text not null check (kind in ('reading', 'search', 'export')),
  api_key_id uuid not null,
  count int not null,
  primary key (authority_id, hour, kind, api_key_id)
);

-- What was erased: a restored copy of before forgets it again. Who did it, and why, is in the audit.
create table erasures (
  document_id uuid primary key,
  erased_at timestamptz not null default now()
);

do $$ begin
  if not exists (select from documents_unsealed) then
    drop table documents_unsealed, copies_unsealed;
  end if;
end $$;

-- Down Migration
do $$ begin raise exception 'sealed rows cannot be unsealed here'; end $$;
