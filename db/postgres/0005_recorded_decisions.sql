-- When a decision was put on record, by the store's clock. One recorded long after the moment it is about is a replay's:
-- its nudges reached nobody, and training must not take them for real. Of those recorded before, nobody knows.
alter table decision add column recorded_at timestamptz;
alter table decision alter column recorded_at set default now();
