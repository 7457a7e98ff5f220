-- Learners, their preferences, the decisions about them and the messages sent to them.
create table presentation (
  id          text primary key,
  course_id   text not null,
  starts_on   date not null,
  length_days integer not null check (length_days > 0),
  assessments jsonb not null
);

create table learner (
  id         text primary key,
  time_zone  text not null default 'UTC',
  opted_out  boolean not null default false
);

-- Who a learner is, as opposed to what the learner does: kept for fairness audits, never used as an indicator.
create table learner_demographic (
  presentation_id   text not null references presentation (id),
  learner_id        text not null references learner (id),
  gender            text,
  region            text,
  highest_education text,
  deprivation_band  text,
  age_band          text,
  disability        text,
  primary key (presentation_id, learner_id)
);

create table import_run (
  id          bigint generated always as identity primary key,
  source      text not null,
  fingerprint text not null,
  started_at  timestamptz not null,
  finished_at timestamptz,
  summary     jsonb
);

-- A presentation's risks as of a moment are complete once this row exists.
-- A new event from before the moment deletes the row.
create table scoring_run (
  presentation_id text not null references presentation (id),
  as_of           timestamptz not null,
  model_id        text not null,
  run_id          text not null,
  enrolments      integer not null,
  primary key (presentation_id, as_of, model_id)
);

create table decision (
  id              text primary key,
  presentation_id text not null references presentation (id),
  learner_id      text not null references learner (id),
  decided_at      timestamptz not null,
  probability     double precision,
  model_id        text,
  holdout         boolean not null,
  propensity      double precision not null,
  candidates      jsonb not null
);
create index decision_by_enrolment on decision (presentation_id, learner_id, decided_at);
create index decision_by_cycle on decision (presentation_id, decided_at);

-- Messages to be delivered, written in the decision's own transaction. The key is deterministic, so that
-- a message is queued once and a channel recognises a repeated attempt.
create table outbox (
  key             text primary key,
  decision_id     text not null references decision (id),
  presentation_id text not null references presentation (id),
  learner_id      text not null references learner (id),
  channel         text not null,
  intervention    text not null,
  recipient       text not null check (recipient in ('learner', 'coach')),
  priority        text not null,
  title           text not null,
  body            text not null,
  created_at      timestamptz not null,
  delivered_at    timestamptz,
  attempts        integer not null default 0,
  last_error      text
);
create index outbox_pending on outbox (created_at) where delivered_at is null;
create index outbox_by_learner on outbox (learner_id, created_at);

create table inbox_message (
  key             text primary key,
  presentation_id text not null references presentation (id),
  learner_id      text not null references learner (id),
  recipient       text not null,
  intervention    text not null,
  priority        text not null,
  title           text not null,
  body            text not null,
  delivered_at    timestamptz not null,
  opened_at       timestamptz
);
create index inbox_by_learner on inbox_message (presentation_id, learner_id, delivered_at);
