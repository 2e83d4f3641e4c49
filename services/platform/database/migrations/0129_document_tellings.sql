-- Up Migration

-- What offices told the holders of documents, by a bulk act (docs/decisions/0225). Holders' notices are read from here.
create table document_tellings (
  document_id uuid not null,
  bulk_act_id uuid not null,
  -- By which authority, and one of the API's holder messages.
  authority_id bytea not null check (length(authority_id) = 32),
  message text not null,
  at timestamptz not null default now(),
  primary key (document_id, bulk_act_id)
);

alter table bulk_acts drop constraint bulk_acts_action_check;
alter table bulk_acts add constraint bulk_acts_action_check
  check (action in ('suspend', 'reinstate', 'revoke', 'tell'));

-- Down Migration
delete from bulk_acts where action = 'tell';
alter table bulk_acts drop constraint bulk_acts_action_check;
alter table bulk_acts add constraint bulk_acts_action_check check (action in ('suspend', 'reinstate', 'revoke'));
drop table document_tellings;
