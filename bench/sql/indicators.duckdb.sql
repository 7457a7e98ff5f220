-- The peer of src/features/sql/indicators.sql: the same indicators in idiomatic SQL for DuckDB, over the
-- tables event, moment (presentation, start, length, moment) and assessment (coursework with a deadline).
with
activity as (
  select presentation_id, learner_id, object_id, interactions, object_type,
    (at_ms - (select any_value(offset_ms) from moment)) // 86400000 as day,
    at_ms // 86400000 as date
  from event
  where verb = 'interacted'
    and at_ms < (select max(moment_ms) from moment m where m.presentation_id = event.presentation_id)
),
opened as (
  select presentation_id, learner_id, first_day as day, count(*) as new_objects
  from (
    select presentation_id, learner_id, object_id, min(day) as first_day
    from activity group by presentation_id, learner_id, object_id
  )
  group by presentation_id, learner_id, first_day
),
used as (
  select presentation_id, learner_id, day,
    sum(interactions)::bigint as clicks, count(distinct object_id) as objects, max(date) as last_date,
    coalesce(sum(interactions) filter (object_type in ('forumng', 'forum', 'discussion')), 0)::bigint as clicks_forum,
    coalesce(sum(interactions) filter (object_type in ('quiz', 'externalquiz', 'questionnaire', 'repeatactivity')), 0)::bigint as clicks_quiz,
    coalesce(sum(interactions) filter (object_type in ('oucontent', 'page', 'dualpane', 'htmlactivity', 'dataplus', 'content', 'video')), 0)::bigint as clicks_material,
    coalesce(sum(interactions) filter (object_type in ('homepage', 'subpage', 'sharedsubpage', 'folder')), 0)::bigint as clicks_navigation,
    coalesce(sum(interactions) filter (object_type in ('resource', 'url', 'glossary', 'file', 'link')), 0)::bigint as clicks_reference,
    coalesce(sum(interactions) filter (object_type in ('ouwiki', 'wiki', 'oucollaborate', 'ouelluminate', 'meeting')), 0)::bigint as clicks_collaboration
  from activity group by presentation_id, learner_id, day
),
spaced as (
  select u.*, coalesce(o.new_objects, 0) as new_objects,
    coalesce(u.day - lag(u.day) over learner, 0) as gap,
    u.day - row_number() over learner as run
  from used u left join opened o using (presentation_id, learner_id, day)
  window learner as (partition by presentation_id, learner_id order by day)
),
active_day as (
  select *, row_number() over (partition by presentation_id, learner_id, run order by day) as streak from spaced
),
activity_day as (
  select d.*, m.moment_day, m.moment_day - d.day as age, d.last_date < m.start_day as before_start, (d.day + 3) % 7 as weekday
  from active_day d join moment m on d.presentation_id = m.presentation_id and d.day < m.moment_day
),
activity_at as (
  select presentation_id, learner_id, moment_day,
    sum(clicks) as clicks_total,
    coalesce(sum(clicks) filter (age <= 7), 0) as clicks_last_7d,
    coalesce(sum(clicks) filter (age <= 14), 0) as clicks_last_14d,
    coalesce(sum(clicks) filter (age <= 28), 0) as clicks_last_28d,
    coalesce(sum(clicks) filter (age > 14 and age <= 28), 0) as clicks_prior_14d,
    sum(clicks) / count(*) as clicks_per_active_day,
    count(*) as active_days_total,
    count(*) filter (not before_start) as active_days_since_start,
    count(*) filter (age <= 7) as active_days_last_7d,
    count(*) filter (age <= 14) as active_days_last_14d,
    count(*) filter (age <= 28) as active_days_last_28d,
    min(age) - 1 as days_since_last_activity,
    case when min(age) = 1 then arg_min(streak, age) else 0 end as current_streak_days,
    max(streak) as longest_streak_days,
    greatest(max(gap), min(age)) - 1 as longest_gap_days,
    sum(gap) / nullif(count(*) filter (gap > 0), 0) as mean_gap_days,
    case when sum(gap) > 0 then min(age) * count(*) filter (gap > 0) / sum(gap) end as gap_against_usual,
    list_sum(list_transform(
      [count(*) filter (weekday = 0), count(*) filter (weekday = 1), count(*) filter (weekday = 2), count(*) filter (weekday = 3),
       count(*) filter (weekday = 4), count(*) filter (weekday = 5), count(*) filter (weekday = 6)],
      lambda n: case when n = 0 then 0.0 else -(n / count(*)) * log2(n / count(*)) end
    )) as weekday_entropy,
    sqrt(count(*) * sum(clicks * clicks) - sum(clicks) * sum(clicks)) / sum(clicks) as clicks_variation,
    (count(*) filter (age <= 7) > 0)::int + (count(*) filter (age > 7 and age <= 14) > 0)::int
      + (count(*) filter (age > 14 and age <= 21) > 0)::int + (count(*) filter (age > 21 and age <= 28) > 0)::int as active_weeks_last_4,
    log2((coalesce(sum(clicks) filter (age <= 7), 0) + 1) / (coalesce(sum(clicks) filter (age > 7 and age <= 14), 0) + 1)) as clicks_trend_1w,
    log2((coalesce(sum(clicks) filter (age <= 14), 0) + 1) / (coalesce(sum(clicks) filter (age > 14 and age <= 28), 0) + 1)) as clicks_trend_2w,
    log2((coalesce(sum(clicks) filter (age <= 28), 0) + 1) / (coalesce(sum(clicks) filter (age > 28 and age <= 56), 0) + 1)) as clicks_trend_4w,
    count(*) filter (age <= 14) - count(*) filter (age > 14 and age <= 28) as active_days_trend_2w,
    sum(new_objects) as objects_total,
    coalesce(sum(new_objects) filter (age <= 7), 0) as new_objects_last_7d,
    coalesce(sum(new_objects) filter (age <= 28), 0) as new_objects_last_28d,
    sum(objects) / count(*) as objects_per_active_day,
    (coalesce(sum(clicks_forum) filter (age <= 28), 0) > 0)::int + (coalesce(sum(clicks_quiz) filter (age <= 28), 0) > 0)::int
      + (coalesce(sum(clicks_material) filter (age <= 28), 0) > 0)::int + (coalesce(sum(clicks_navigation) filter (age <= 28), 0) > 0)::int
      + (coalesce(sum(clicks_reference) filter (age <= 28), 0) > 0)::int
      + (coalesce(sum(clicks_collaboration) filter (age <= 28), 0) > 0)::int as content_kinds_last_28d,
    coalesce(sum(clicks_forum) filter (age <= 28), 0) as clicks_forum_last_28d,
    coalesce(sum(clicks_quiz) filter (age <= 28), 0) as clicks_quiz_last_28d,
    coalesce(sum(clicks_material) filter (age <= 28), 0) as clicks_material_last_28d,
    coalesce(sum(clicks_navigation) filter (age <= 28), 0) as clicks_navigation_last_28d,
    coalesce(sum(clicks_reference) filter (age <= 28), 0) as clicks_reference_last_28d,
    coalesce(sum(clicks_collaboration) filter (age <= 28), 0) as clicks_collaboration_last_28d,
    sum(clicks_forum) as clicks_forum_total, sum(clicks_quiz) as clicks_quiz_total, sum(clicks_material) as clicks_material_total,
    coalesce(sum(clicks) filter (before_start), 0) as clicks_before_start,
    count(*) filter (before_start) as active_days_before_start
  from activity_day
  group by presentation_id, learner_id, moment_day
),
registered_at as (
  select presentation_id, learner_id, moment_day, start_day, length_days, moment_ms, offset_ms,
    max(at_ms) filter (verb = 'registered') as registered_ms,
    coalesce(max(at_ms) filter (verb = 'withdrew'), -1) as withdrew_ms,
    arg_min(previous_attempts, at_ms) filter (verb = 'registered' and previous_attempts is not null) as previous_attempts,
    arg_min(credits, at_ms) filter (verb = 'registered' and credits is not null) as credits
  from event e join moment m using (presentation_id)
  where e.verb in ('registered', 'withdrew') and e.at_ms < m.moment_ms
  group by all
  having count(*) filter (verb = 'registered') > 0 and registered_ms > withdrew_ms
),
handed_in as (
  select r.presentation_id, r.learner_id, r.moment_day, e.object_id as assessment_id,
    min(e.at_ms) as first_ms, arg_min(e.banked, e.at_ms) as banked,
    arg_max(e.score, e.at_ms) filter (e.score is not null) as score
  from registered_at r join event e
    on e.presentation_id = r.presentation_id and e.learner_id = r.learner_id and e.verb = 'submitted' and e.at_ms < r.moment_ms
  group by all
),
handed_in_count as (
  select presentation_id, learner_id, moment_day, count(*) as assessments_submitted
  from handed_in group by presentation_id, learner_id, moment_day
),
coursework as (
  select r.presentation_id, r.learner_id, r.moment_day, a.assessment_id, a.due_day, a.weight,
    r.moment_day - r.start_day as course_day, h.first_ms, h.score,
    h.first_ms is not null as submitted, h.first_ms is not null and not h.banked as own,
    h.first_ms // 86400000 - r.start_day as submitted_day,
    a.due_day < r.moment_day - r.start_day as due
  from registered_at r join assessment a using (presentation_id)
  left join handed_in h using (presentation_id, learner_id, moment_day, assessment_id)
),
coursework_at as (
  select presentation_id, learner_id, moment_day,
    min(due_day) filter (not due) - any_value(course_day) as days_to_next_deadline,
    any_value(course_day) - max(due_day) filter (due) as days_since_last_deadline,
    count(*) filter (due) as assessments_due,
    count(*) filter (due and not submitted) as assessments_missed,
    count(*) filter (due and not submitted) / nullif(count(*) filter (due), 0) as missed_share,
    case when count(*) filter (due) > 0 then
      coalesce((max(due_day) filter (due and not submitted) = max(due_day) filter (due))::int, 0) end as last_due_missed,
    count(*) filter (not due and submitted) as assessments_ahead_submitted,
    count(*) filter (own and submitted_day > due_day) as assessments_late,
    sum(due_day - submitted_day) filter (own) / nullif(count(*) filter (own), 0) as submission_lead_days,
    arg_max(due_day - submitted_day, (first_ms, assessment_id)) filter (own) as last_lead_days,
    any_value(course_day) - max(submitted_day) filter (own) as days_since_last_submission,
    sum(score) / nullif(count(score), 0) as mean_score,
    arg_max(score, (first_ms, assessment_id)) filter (score is not null) as last_score,
    min(score) as lowest_score,
    case when count(score) > 1 then arg_max(score, (first_ms, assessment_id)) filter (score is not null)
      - (sum(score) - arg_max(score, (first_ms, assessment_id)) filter (score is not null)) / (count(score) - 1) end as score_trend,
    coalesce(sum(weight * score) filter (due), 0) / nullif(sum(weight) filter (due), 0) as weighted_score_so_far,
    coalesce(sum(weight) filter (due and not submitted), 0) / nullif(sum(weight) filter (due), 0) as weight_missed_share,
    coalesce(sum(weight) filter (due), 0) / nullif(sum(weight), 0) as weight_decided_share
  from coursework group by presentation_id, learner_id, moment_day
)
select
  r.presentation_id, r.learner_id, r.moment_day,
  coalesce(columns(a.* exclude (presentation_id, learner_id, moment_day, clicks_per_active_day, days_since_last_activity,
    longest_gap_days, mean_gap_days, gap_against_usual, clicks_variation, objects_per_active_day)), 0),
  a.clicks_per_active_day, a.days_since_last_activity, a.longest_gap_days, a.mean_gap_days, a.gap_against_usual,
  a.clicks_variation, a.objects_per_active_day,
  null::double as hour_entropy,
  r.moment_day - r.start_day as course_day,
  (r.moment_day - r.start_day) / r.length_days as course_progress,
  month(date '1970-01-01' + r.start_day::integer) as start_month,
  r.moment_day - (r.registered_ms - r.offset_ms) // 86400000 as days_since_registration,
  r.start_day - r.registered_ms // 86400000 as registered_before_start_days,
  coalesce(h.assessments_submitted, 0) as assessments_submitted,
  c.* exclude (presentation_id, learner_id, moment_day),
  r.previous_attempts, r.credits
from registered_at r
left join activity_at a using (presentation_id, learner_id, moment_day)
left join handed_in_count h using (presentation_id, learner_id, moment_day)
left join coursework_at c using (presentation_id, learner_id, moment_day)
