-- Up Migration

-- Keys that sign notes, with their terms: those of logs and of witnesses. Where a key has ended, the row says how far
-- the log was then: what the key signed counts up to there. `sealed` is the name of a log's key among the sealed
-- keys, `url` where a witness is asked. `retiring`: nothing new is signed or counted with it, so that it can be ended.
create table note_key_terms (
  place int generated always as identity primary key,
  role text not null check (role in ('log', 'witness')),
  key text not null unique,
  name text not null,
  sealed text,
  url text,
  retiring boolean not null default false,
  term_from bigint not null,
  term_until bigint,
  end_origin text,
  end_size bigint,
  end_root bytea,
  distrusted_from bigint,
  check ((term_until is null) = (end_size is null)),
  check ((role = 'log') = (sealed is not null))
);

-- How many witnesses a checkpoint needs.
create table quorum_terms (
  place int generated always as identity primary key,
  needed int not null,
  term_from bigint not null,
  term_until bigint,
  end_origin text,
  end_size bigint,
  end_root bytea,
  check ((term_until is null) = (end_size is null))
);
create unique index quorum_terms_open on quorum_terms ((true)) where term_until is null;

-- Who signs trust lists.
create table signer_terms (
  place int generated always as identity primary key,
  name text not null,
  key text not null unique,
  sealed text not null,
  term_from bigint not null,
  term_until bigint
);

-- Raised with every change of these, so that every process notices.
create table network_terms (
  singleton boolean primary key default true check (singleton),
  revision bigint not null default 0
);
insert into network_terms default values;

-- Down Migration
drop table network_terms, signer_terms, quorum_terms, note_key_terms;
