-- What a platform says about a learner and the learner's peers, as of the time it sent this. The latest row counts.
create table learner_profile (
  learner_id  text primary key references learner (id),
  received_at timestamptz not null,
  snapshot    jsonb not null
);
create index learner_profile_by_time on learner_profile (received_at);
