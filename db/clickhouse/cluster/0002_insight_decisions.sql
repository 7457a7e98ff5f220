create table if not exists all_insight_decision as insight_decision
engine = Distributed('{cluster}', currentDatabase(), 'insight_decision', cityHash64(learner_id));
