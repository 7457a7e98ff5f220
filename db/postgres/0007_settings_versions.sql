-- Thresholds and texts as people saved them, each version whole. Version 0 is the configuration file, which is not here.
-- Rows are only added: the number is taken by the first who saves it, so nobody overwrites what they have not seen.
create table settings_version (
  version  integer primary key check (version > 0),
  saved_at timestamptz not null,
  saved_by text not null,
  note     text not null,
  changes  jsonb not null,
  document jsonb not null
);
