-- On a cluster every node holds its shard in the tables of ../0001_event_log.sql, and the tables here spread over all nodes.
-- The sharding key is the enrolment, so that every aggregation over one enrolment stays on one shard.
create table if not exists all_activity_event as activity_event
engine = Distributed('{cluster}', currentDatabase(), 'activity_event', cityHash64(presentation_id, learner_id));

create table if not exists all_risk as risk
engine = Distributed('{cluster}', currentDatabase(), 'risk', cityHash64(presentation_id, learner_id));

create table if not exists all_oulad_click as oulad_click
engine = Distributed('{cluster}', currentDatabase(), 'oulad_click', cityHash64(presentation_id, learner_id));
