-- Whether a decision was made in a replay of the past. Nothing that a replay decides is sent, and training must not take it
-- for real. Decisions recorded long after their own moment, or at an unknown time, count as replayed.
alter table decision add column replayed boolean not null default false;
update decision set replayed = true
where recorded_at is null or recorded_at >= decided_at + interval '1 day';

-- What would have been sent: in a replay, or (a ghost) to a learner who is held out. No channel ever reads this table. Guards
-- count a ghost like a message, so that both arms of the holdout meet the same guards.
create table unsent_message (
  key             text primary key,
  decision_id     text not null references decision (id),
  presentation_id text not null references presentation (id),
  learner_id      text not null references learner (id),
  intervention    text not null,
  recipient       text not null check (recipient in ('learner', 'coach')),
  decided_at      timestamptz not null,
  replayed        boolean not null,
  ghost           boolean not null,
  check (replayed or ghost)
);
create index unsent_by_time on unsent_message (decided_at);
create index unsent_by_enrolment on unsent_message (presentation_id, learner_id, decided_at);

-- Earlier replays put their messages into the outbox and the inbox, where no learner should have found them.
insert into unsent_message
select outbox.key, outbox.decision_id, outbox.presentation_id, outbox.learner_id, outbox.intervention, outbox.recipient,
  decision.decided_at, true, false
from outbox join decision on decision.id = outbox.decision_id
where decision.recorded_at >= decision.decided_at + interval '1 day';
delete from inbox_message using unsent_message where unsent_message.key = inbox_message.key;
delete from outbox using unsent_message where unsent_message.key = outbox.key;

-- Whether a presentation comes from the bundled sample and from nothing else. A store that holds only such presentations is
-- a demonstration.
alter table presentation add column from_sample boolean not null default false;
