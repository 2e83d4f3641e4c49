-- Up Migration

-- Who registered with the city what they ask of residents (docs/decisions/0211). Rows that ended are deleted after some time.
create table verifiers (
  -- The `client_id` of their requests, and the audience of answers.
  id uuid primary key,
  -- Who registered them: the city, or one of its centres.
  authority_id bytea not null check (length(authority_id) = 32),
  -- In one language or more: `zh`, `es`, `en`.
  name jsonb not null,
  homepage text not null,
  -- [{"type": name of a document type, "claims": [names]}]
  may_ask jsonb not null,
  -- With which their requests are signed: a point on P-256, in base64url.
  key_x text not null check (length(key_x) = 43),
  key_y text not null check (length(key_y) = 43),
  -- As the audit names callers.
  registered_by text not null,
  registered_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);
create index verifiers_of_authority on verifiers (authority_id);
create unique index verifiers_keys on verifiers (key_x) where ended_at is null;

alter table proof_requests add column verifier_id uuid references verifiers (id) on delete cascade;
create index proof_requests_of_verifier on proof_requests (verifier_id) where verifier_id is not null;

-- A verifier's webhook is one of the authority's that registered them, and is told of answers alone.
alter table webhooks add column verifier_id uuid unique references verifiers (id) on delete cascade;

-- An answer is taken once, so it is told once. The message says which request, and nothing of the answer.
create function note_proof_answer() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  insert into webhook_deliveries (id, webhook_id, kind, payload)
  select gen_random_uuid(), w.id, 'request.answered', jsonb_build_object(
    'type', 'request.answered',
    'timestamp', to_char(new.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'data', jsonb_build_object('verifier', new.verifier_id, 'request', new.id,
      'endsAt', floor(extract(epoch from new.ends_at))::bigint))
  from webhooks w where w.verifier_id = new.verifier_id and w.state = 'on';
  return null;
end $$;
create trigger proof_requests_answered after update of answer on proof_requests for each row
  when (old.answer is null and new.answer is not null and new.verifier_id is not null)
  execute function note_proof_answer();

-- Down Migration
drop trigger proof_requests_answered on proof_requests;
drop function note_proof_answer;
alter table webhooks drop column verifier_id;
alter table proof_requests drop column verifier_id;
drop table verifiers;
