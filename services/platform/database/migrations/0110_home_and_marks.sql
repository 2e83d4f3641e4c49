-- Up Migration

-- When an account was last signed in, after its sessions are gone; and of each session, when that was before it
-- (docs/decisions/0201). Null: never.
create table officer_visits (
  account bytea primary key check (length(account) = 20),
  seen_at timestamptz not null
);
insert into officer_visits select account, max(last_used_at) from sessions group by account;
alter table sessions add column before_at timestamptz;

-- What was asked of an authority's documents since a time.
create index status_acts_of_authority on status_acts (acting_authority, requested_at);

-- Documents that do not simply count, by the number of their first copy, so that a list of them is read from its end and
-- walks past none of the others. `replaced` goes before what was asked of the old one. Most documents have no line here.
create table document_marks (
  stream_id int not null,
  seq bigint not null,
  mark text not null check (mark in ('suspended', 'revoked', 'replaced')),
  primary key (stream_id, seq)
);
create index document_marks_by_mark on document_marks (stream_id, mark, seq);

-- Those whose time is over, the newest end first.
create index documents_expiring on documents (stream_id, expires_at, id) where expires_at is not null;

-- Reads what holds of these documents now, and writes it down. The lock makes who comes second see what the first one
-- wrote: each statement reads what was committed before it.
create function mark_documents(ids uuid[]) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if cardinality(ids) = 0 then
    return;
  end if;
  perform from documents where id = any(ids) order by id for no key update;
  with found as (
    select c.stream_id, c.seq,
      case when d.replaced_by is not null then 'replaced' when a.action = 'revoke' then 'revoked'
        when a.action = 'suspend' then 'suspended' end as mark
    from unnest(ids) as asked (id)
    cross join lateral (select id, stream_id, replaced_by from documents where id = asked.id limit 1) d
    cross join lateral (
      select stream_id, seq from copies
      where document_id = d.id and stream_id = d.stream_id and copy_number = 0 limit 1
    ) c
    left join lateral (
      select action from status_acts where document_id = d.id and state <> 'refused' order by seq desc limit 1
    ) a on true
  ), gone as (
    delete from document_marks m using found f
    where f.mark is null and m.stream_id = f.stream_id and m.seq = f.seq
  )
  insert into document_marks as m (stream_id, seq, mark)
  select stream_id, seq, mark from found where mark is not null order by stream_id, seq
  on conflict (stream_id, seq) do update set mark = excluded.mark where m.mark <> excluded.mark;
end $$;

create function mark_acted() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform mark_documents(array(select distinct document_id from acts));
  return null;
end $$;
create trigger status_acts_marked after insert on status_acts
  referencing new table as acts for each statement execute function mark_acted();

-- An act that is refused means nothing; after a reorganisation it may be open again.
create function mark_refused() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform mark_documents(array(
    select distinct a.document_id from acts a join former f on f.id = a.id
    where (a.state = 'refused') <> (f.state = 'refused')));
  return null;
end $$;
create trigger status_acts_unmarked after update on status_acts
  referencing old table as former new table as acts for each statement execute function mark_refused();

create function mark_replaced() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform mark_documents(array[new.id]);
  return null;
end $$;
create trigger documents_marked after update of replaced_by on documents for each row
  when (new.replaced_by is distinct from old.replaced_by) execute function mark_replaced();

-- What there is already.
insert into document_marks (stream_id, seq, mark)
select c.stream_id, c.seq, case when d.replaced_by is not null then 'replaced' when a.action = 'revoke' then 'revoked'
  else 'suspended' end
from (
  select distinct on (document_id) document_id, action from status_acts
  where state <> 'refused' order by document_id, seq desc
) a
full join (select id, stream_id, replaced_by from documents where replaced_by is not null) r on r.id = a.document_id
cross join lateral (
  select id, stream_id, replaced_by from documents where id = coalesce(r.id, a.document_id) limit 1
) d
join copies c on c.document_id = d.id and c.stream_id = d.stream_id and c.copy_number = 0
where d.replaced_by is not null or a.action in ('suspend', 'revoke');

-- Down Migration
drop trigger documents_marked on documents;
drop trigger status_acts_unmarked on status_acts;
drop trigger status_acts_marked on status_acts;
drop function mark_replaced, mark_refused, mark_acted, mark_documents;
drop index documents_expiring;
drop table document_marks;
drop index status_acts_of_authority;
alter table sessions drop column before_at;
drop table officer_visits;
