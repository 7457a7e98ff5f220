-- When a decision was recorded, by the store's clock. A decision recorded long after its own moment comes from a replay:
-- its nudges reached nobody, and training must not take them for real. For older decisions the time is unknown.
alter table decision add column recorded_at timestamptz;
alter table decision alter column recorded_at set default now();
