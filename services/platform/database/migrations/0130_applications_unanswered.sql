-- Up Migration

-- Those that were sent back: one that is not answered for long is closed (docs/decisions/0221).
create index applications_sent_back on applications (next_at) where state = 'sent_back';

-- Down Migration
drop index applications_sent_back;
