-- Up Migration

-- What an account of many signs may be no change of the registry: an approval of a document type is done here, and nothing is
-- sent to the chain for it (docs/decisions/0199).
alter table governing_acts drop constraint governing_acts_state_check;
alter table governing_acts add constraint governing_acts_state_check
  check (state in ('open', 'relayed', 'done', 'ended'));
create index governing_acts_of_authority on governing_acts (authority_id, created_at);

-- Down Migration
drop index governing_acts_of_authority;
delete from governing_acts where state = 'done';
alter table governing_acts drop constraint governing_acts_state_check;
alter table governing_acts add constraint governing_acts_state_check
  check (state in ('open', 'relayed', 'ended'));
