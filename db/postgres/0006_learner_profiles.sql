-- What a platform says of a learner and their peers, as of when it was sent. The latest counts.
create table learner_profile (
  learner_id  text primary key references learner (id),
  received_at timestamptz not null,
  snapshot    jsonb not null
);
create index learner_profile_by_time on learner_profile (received_at);
