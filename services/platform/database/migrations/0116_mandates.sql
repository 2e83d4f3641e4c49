-- Up Migration

-- The right to hold and show another person's document (docs/decisions/0210). Who they are is sealed with the residents' key,
-- and looked for by keyed digests (0111).
create table mandates (
  id uuid primary key,
  principal_digest bytea not null check (length(principal_digest) = 32),
  principal bytea not null,
  delegate_digest bytea not null check (length(delegate_digest) = 32),
  delegate bytea not null,
  relation text not null check (relation in ('parent', 'guardian', 'power-of-attorney')),
  -- Names of document types; null: all.
  types text[],
  -- What it is for, in the office's words.
  purpose text,
  -- The office that checked the relation.
  authority_id bytea not null check (length(authority_id) = 32),
  made_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('office', 'delegate', 'principal', 'time')),
  check ((ended_at is null) = (ended_by is null)),
  check (principal_digest <> delegate_digest)
);
create unique index mandates_once on mandates (principal_digest, delegate_digest, relation) where ended_at is null;
create index mandates_of_delegate on mandates (delegate_digest);
create index mandates_by_end on mandates (until);

-- Copies that were made for a mandate. Their values in the status lists are their own: the document's is that of the others.
-- A line outlives the mandate's own, as the copy does.
create table delegated_copies (
  document_id uuid not null,
  copy_number int not null,
  mandate uuid not null,
  made_at timestamptz not null default now(),
  primary key (document_id, copy_number)
);
create index delegated_copies_of_mandate on delegated_copies (mandate);

-- Of a mandate that ended: the act is on its copies alone, and says nothing of the document.
alter table status_acts add column mandate uuid;

-- As 0110 has it, without such acts.
create or replace function mark_documents(ids uuid[]) returns void language plpgsql security definer
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
      select action from status_acts
      where document_id = d.id and mandate is null and state <> 'refused' order by seq desc limit 1
    ) a on true
  ), gone as (
    delete from document_marks m using found f
    where f.mark is null and m.stream_id = f.stream_id and m.seq = f.seq
  )
  insert into document_marks as m (stream_id, seq, mark)
  select stream_id, seq, mark from found where mark is not null order by stream_id, seq
  on conflict (stream_id, seq) do update set mark = excluded.mark where m.mark <> excluded.mark;
end $$;

-- As 0107 has it, without such acts.
drop trigger status_acts_noted on status_acts;
create trigger status_acts_noted after update of state on status_acts for each row
  when (new.state = 'effective' and old.state <> 'effective' and new.mandate is null) execute function note_status();

-- Down Migration
drop trigger status_acts_noted on status_acts;
create trigger status_acts_noted after update of state on status_acts for each row
  when (new.state = 'effective' and old.state <> 'effective') execute function note_status();
create or replace function mark_documents(ids uuid[]) returns void language plpgsql security definer
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
alter table status_acts drop column mandate;
drop table delegated_copies, mandates;
