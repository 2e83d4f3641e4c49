-- Up Migration

-- Digests of records and of requests are keyed with secrets that may change: each generation is a secret of its own
-- (docs/decisions/0164). Of several that are there, all are looked for.
create table digest_generations (
  purpose text not null check (purpose in ('records', 'requests')),
  generation smallint not null,
  -- No record is named with it any more; only persons are.
  persons_only boolean not null default false,
  begun_at timestamptz not null default now(),
  primary key (purpose, generation)
);
insert into digest_generations (purpose, generation) values ('records', 0), ('requests', 0);

-- With which generation new documents of the stream are named: changed under the row's lock, which everybody holds who
-- appends, so that no two ever name the same record in two ways without seeing each other.
alter table streams add column digest_generation smallint not null default 0;

-- Of natural_key and claims_digest; and of person_key, which cannot be made again where the ID number was given beside
-- the claims.
alter table documents add column digest_generation smallint not null default 0;
alter table documents add column person_generation smallint not null default 0;

alter table idempotency_keys add column digest_generation smallint not null default 0;

-- Down Migration
alter table idempotency_keys drop column digest_generation;
alter table documents drop column person_generation, drop column digest_generation;
alter table streams drop column digest_generation;
drop table digest_generations;
