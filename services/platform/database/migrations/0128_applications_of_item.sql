-- Up Migration

-- The newest of an item: what a change of its rules would have done to them (docs/decisions/0224).
create index applications_of_item on applications (item, received_at) where appeals is null;

-- Down Migration
drop index applications_of_item;
