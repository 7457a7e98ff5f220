-- Thresholds and texts as people saved them, every version complete. Version 0 is the configuration file, which has no
-- row here. Rows are only added: the first person to save a number takes it, so nobody overwrites what they have not seen.
create table settings_version (
  version  integer primary key check (version > 0),
  saved_at timestamptz not null,
  saved_by text not null,
  note     text not null,
  changes  jsonb not null,
  document jsonb not null
);
