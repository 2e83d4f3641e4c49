-- Up Migration

-- Workbooks are imported too, and the result says how many cells were cleaned: spaces at their ends, guards around
-- numbers, full-width digits.
alter table imports drop constraint imports_format_check;
alter table imports add constraint imports_format_check check (format in ('csv', 'ndjson', 'xlsx'));
alter table imports add column cells_cleaned bigint not null default 0;

-- Down Migration
alter table imports drop column cells_cleaned;
alter table imports drop constraint imports_format_check;
alter table imports add constraint imports_format_check check (format in ('csv', 'ndjson'));
