-- The registry of models. The row holds the whole file, so that two servers need no shared folder for a model in service.
create table model (
  id       text primary key,
  target   text not null,
  status   text not null check (status in ('candidate', 'champion', 'retired')),
  file     text not null,
  added_at timestamptz not null
);
create unique index model_champion on model (target) where status = 'champion';

-- Decisions about a model: who decided, when, why, and the verdict of each gate. Rows are only added.
create table model_decision (
  id         bigint generated always as identity primary key,
  model_id   text not null references model (id),
  decision   text not null check (decision in ('added', 'promoted', 'kept', 'retired')),
  decided_at timestamptz not null,
  decided_by text not null,
  reason     text not null,
  gates      jsonb not null
);
create index model_decision_by_model on model_decision (model_id, id);

-- What a check found out about a model as of a moment.
create table drift_check (
  model_id text not null references model (id),
  as_of    timestamptz not null,
  report   jsonb not null,
  primary key (model_id, as_of)
);

-- Why the rules alone made a decision, where the model's risk could not be trusted.
alter table decision add column risk_withheld text;
