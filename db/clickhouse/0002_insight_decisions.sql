-- Nudges decided for profiles that platforms send with a snapshot of the peers: what was said to which learner, and the
-- numbers behind it. A learner who got no nudge has a row, too.
create table if not exists insight_decision (
  decision_id String codec(ZSTD(1)),
  learner_id  String codec(ZSTD(1)),
  decided_at  DateTime64(3, 'UTC') codec(DoubleDelta, ZSTD(1)),
  ruleset     LowCardinality(String),
  language    LowCardinality(String),
  fomo_score  Float32,
  nudges      String codec(ZSTD(1))
)
engine = ReplacingMergeTree
partition by toYYYYMM(decided_at)
order by (learner_id, decided_at, decision_id)
settings fsync_after_insert = 1, fsync_part_directory = 1;
