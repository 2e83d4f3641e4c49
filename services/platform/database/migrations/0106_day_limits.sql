-- Up Migration

-- How many documents and copies a key may have issued in a day of the city (docs/decisions/0196). Null: any number.
alter table api_keys add column documents_per_day integer check (documents_per_day > 0);

-- When the city's day ends, in the time zone of services/registry/types/readTypeFiles.ts.
create function city_day_end(at timestamptz) returns timestamptz language sql stable as $$
  select (date_trunc('day', at at time zone 'Asia/Shanghai') + interval '1 day') at time zone 'Asia/Shanghai'
$$;

-- What keys with a limit have had issued and signed in a day.
create table issuing_days (
  caller_id uuid not null,
  ends_at timestamptz not null,
  documents bigint not null default 0,
  -- For imports, those included whose transaction was undone: what the desk bounds.
  signed bigint not null default 0,
  primary key (caller_id, ends_at)
);

-- A line of `issuances` is written in the transaction of what it stands for, once for each act or segment; so is this
-- count, and an act that is undone was not counted. It is the owner's function: a process that adds lines can lower no count.
create function count_issuance() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  most bigint;
  sofar bigint;
begin
  -- A line that a restore puts back is of another time.
  if new.issued_at <> now() then
    return null;
  end if;
  select documents_per_day into most from api_keys where id = new.caller_id;
  if most is null then
    return null;
  end if;
  insert into issuing_days as d (caller_id, ends_at, documents)
    values (new.caller_id, city_day_end(now()), new.count)
    on conflict (caller_id, ends_at) do update set documents = d.documents + excluded.documents
    returning documents into sofar;
  if sofar > most then
    raise exception 'the key has issued what it may today' using errcode = 'SE001',
      detail = json_build_object('limit', most, 'resumesAt', floor(extract(epoch from city_day_end(now()))))::text;
  end if;
  return null;
end $$;
create trigger issuances_counted after insert on issuances
  for each row when (new.caller_id is not null) execute function count_issuance();

-- A limit that is set in the middle of a day counts what was issued before it: few blocks are of today.
create index issuances_by_time on issuances using brin (issued_at) with (autosummarize = on);

-- Down Migration
drop index issuances_by_time;
drop trigger issuances_counted on issuances;
drop function count_issuance;
drop table issuing_days;
drop function city_day_end;
alter table api_keys drop column documents_per_day;
