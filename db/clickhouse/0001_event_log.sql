-- Facts, deduplicated by id: a merge turns two rows of the same fact into one, and FINAL reads them as one at once.
create table if not exists activity_event (
  event_id         String codec(ZSTD(1)),
  presentation_id  LowCardinality(String),
  learner_id       String codec(ZSTD(1)),
  occurred_at      DateTime64(3, 'UTC') codec(DoubleDelta, ZSTD(1)),
  day_precision    Bool,
  verb             LowCardinality(String),
  object_id        String codec(ZSTD(1)),
  object_type      LowCardinality(String),
  interactions     UInt32,
  duration_seconds Nullable(Decimal(12, 3)),
  score_percent    Nullable(Decimal(7, 4)),
  attributes       Map(LowCardinality(String), String),
  source           LowCardinality(String)
)
engine = ReplacingMergeTree
partition by toYear(occurred_at)
order by (presentation_id, learner_id, occurred_at, event_id)
settings fsync_after_insert = 1, fsync_part_directory = 1;

-- Risks over time. Only the rows of the run that the state store's scoring_run names are valid.
create table if not exists risk (
  presentation_id LowCardinality(String),
  learner_id      String,
  as_of           DateTime64(3, 'UTC'),
  model_id        LowCardinality(String),
  probability     Float64,
  reasons         String codec(ZSTD(3)),
  run_id          String codec(ZSTD(1))
)
engine = ReplacingMergeTree
order by (presentation_id, as_of, model_id, learner_id)
settings fsync_after_insert = 1, fsync_part_directory = 1;

-- An import puts daily clicks here, one row for each source line, before it adds them up into events. The rows expire
-- after a day: a cluster offers no statement that deletes on every node, and an import that was killed could not run one.
create table if not exists oulad_click (
  import_id       UInt64,
  presentation_id LowCardinality(String),
  learner_id      String,
  object_id       String,
  day             Int32,
  clicks          UInt32,
  staged_at       DateTime default now()
)
engine = MergeTree
partition by toStartOfHour(staged_at)
order by (import_id, presentation_id)
ttl staged_at + interval 1 day
settings ttl_only_drop_parts = 1;
