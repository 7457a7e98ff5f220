-- name: indicators
-- doc: All indicators of all enrolments registered at each of the given moments, only from events before the moment.
--
-- {presentations} and the arrays beside it are the calendar: starts, lengths, moments with the days of the course on which
-- they fall, and coursework with deadlines (milliseconds), the days on which they fall, and weights in hundredths of a
-- percent. {befores} are the last moments of the presentations, {offset_ms} is the time of day (UTC) that all moments share.
-- `day` and `moment_day` end at that time of day, so that `age` counts spans of 24 hours back from the moment, 1 being the
-- last. Dates and hours are those of {zone}, the time zone that all presentations share. All figures are whole numbers until
-- the last step, so that every machine and every distribution over shards gives the same digits.
with
enrolment_at as (
  select * from /*every shard:*/ (
    with
    calendar as (
      select
        presentation_id, start_day, length_days, moment_days, course_days,
        arrayMap(
          (id, day, at, share) -> (id, day, at, share)::Tuple(assessment_id String, due_day Int32, due_at Int64, weight UInt32),
          ids, days, deadlines, shares
        ) as assessments
      from (select 1)
      array join
        {presentations:Array(String)} as presentation_id,
        {start_days:Array(Int32)} as start_day,
        {length_days:Array(UInt16)} as length_days,
        {moment_days:Array(Array(Int32))} as moment_days,
        {course_days:Array(Array(Int32))} as course_days,
        {assessment_ids:Array(Array(String))} as ids,
        {due_days:Array(Array(Int32))} as days,
        {deadlines:Array(Array(Int64))} as deadlines,
        {weights:Array(Array(UInt32))} as shares
    ),
    activity as (
      select
        presentation_id, learner_id, object_id, day_precision,
        -- A spoken response makes a day active, but is no click.
        if(verb = 'interacted', interactions, 0) as interactions,
        toHour(occurred_at, {zone:String}) as hour,
        toInt32(toDate(occurred_at, {zone:String})) as date,
        toInt32(intDiv(toUnixTimestamp64Milli(occurred_at) - {offset_ms:Int32}, 86400000)) as day,
        /*content kind:*/ object_type as kind
      from rekindle.activity_event final
      where /*is active:*/ is_active
        and presentation_id in {presentations:Array(String)}
        and occurred_at < transform(presentation_id, {presentations:Array(String)}, {befores:Array(DateTime64(3, 'UTC'))}, toDateTime64(0, 3, 'UTC'))
    ),
    -- Objects as hashes, which are faster to move than names. Among 100,000 objects of a presentation two
    -- share a hash of 64 bits with a chance of one in four billion.
    active_day as (
      select
        presentation_id, learner_id, day,
        sum(interactions) as clicks,
        groupUniqArrayIf(sipHash64(object_id), interactions > 0) as opened,
        max(date) as last_date,
        groupArrayIf((hour, interactions), not day_precision and interactions > 0) as by_hour,
        /*clicks by kind*/
      from activity
      group by presentation_id, learner_id, day
    ),
    -- The days between an active day and the active day before it (0 for the first), and the objects opened so far.
    spaced_day as (
      select * except (opened),
        length(opened) as objects,
        day - lagInFrame(day, 1, day) over learner as gap,
        uniqExactArray(opened) over learner as opened_so_far
      from active_day
      window learner as (
        partition by presentation_id, learner_id order by day rows between unbounded preceding and current row
      )
    ),
    -- The day's place in its run of days without a gap, and the objects opened for the first time.
    run_day as (
      select * except (opened_so_far),
        day - max(if(gap = 1, -2147483648, day)) over learner + 1 as streak,
        opened_so_far - lagInFrame(opened_so_far, 1, 0) over learner as new_objects
      from spaced_day
      window learner as (
        partition by presentation_id, learner_id order by day rows between unbounded preceding and current row
      )
    ),
    activity_at as (
      with
        moment_day - day as age,
        -- The weekday of the date on which those 24 hours began, counted from Monday.
        (start_day + course_day - age + 3) % 7 as weekday
      select
        presentation_id, learner_id, moment_day,
        /*indicators over days*/
      from (
        select
          d.* except (last_date),
          c.moment_days as moment_days,
          c.course_days as course_days,
          c.start_day as start_day,
          d.last_date < c.start_day as before_start
        from run_day as d any left join calendar as c using (presentation_id)
      )
      array join moment_days as moment_day, course_days as course_day
      where day < moment_day
      group by presentation_id, learner_id, moment_day
    ),
    -- The times of a life, and registrations and submissions in the order of time.
    life as (
      select
        presentation_id, learner_id,
        arraySort(groupArrayIf((at, previous_attempts, credits)::Tuple(at Int64, previous_attempts Nullable(Int32), credits Nullable(Int32)), verb = 'registered')) as registrations,
        /*life times*/,
        arraySort(
          s -> (s.at, s.assessment_id),
          groupArrayIf((object_id, at, score, banked)::Tuple(assessment_id String, at Int64, score Nullable(Float64), banked UInt8), verb = 'submitted')
        ) as submissions
      from (
        select
          presentation_id, learner_id, verb, object_id,
          toUnixTimestamp64Milli(occurred_at) as at,
          toInt32OrNull(attributes['previous_attempts']) as previous_attempts,
          toInt32OrNull(attributes['credits']) as credits,
          -- Extra credit is kept in the log; in a mean it would hide work that failed, and no model has learnt from it.
          if(score_percent > 100, 100., toFloat64(score_percent)) as score,
          attributes['banked'] = 'yes' as banked
        from rekindle.activity_event final
        where (/*is life:*/ is_life or verb = 'submitted')
          and presentation_id in {presentations:Array(String)}
          and occurred_at < transform(presentation_id, {presentations:Array(String)}, {befores:Array(DateTime64(3, 'UTC'))}, toDateTime64(0, 3, 'UTC'))
      )
      group by presentation_id, learner_id
    ),
    registered_at as (
      select
        presentation_id, learner_id, moment_day, start_day, length_days, assessments,
        course_day,
        toInt64(moment_day) * 86400000 + {offset_ms:Int32} as moment_at,
        arrayFilter(r -> r.at < moment_at, registrations) as registered,
        /*life:*/ life as life,
        life.since as registered_at_ms,
        toInt32(intDiv(registered_at_ms - {offset_ms:Int32}, 86400000)) as registered_day,
        toInt32(toDate(fromUnixTimestamp64Milli(registered_at_ms, {zone:String}))) as registered_date,
        arrayFirst(r -> isNotNull(r.previous_attempts), registered).previous_attempts as previous_attempts,
        arrayFirst(r -> isNotNull(r.credits), registered).credits as credits,
        arrayFilter(s -> s.at < moment_at, submissions) as work_so_far,
        arrayMap(s -> s.assessment_id, work_so_far) as handed_in_ids,
        arrayDistinct(handed_in_ids) as handed_in,
        arrayFilter(a -> a.due_at <= moment_at, assessments) as due,
        arrayFilter(a -> a.due_at > moment_at, assessments) as ahead,
        arrayFilter(a -> not has(handed_in_ids, a.assessment_id), due) as missed,
        -- Work of this presentation with its deadline. If it was handed in several times, the first time says how late it
        -- was, and the last mark counts.
        arrayMap(
          (s, a) -> (
            s.assessment_id,
            s.at,
            toInt32(toDate(fromUnixTimestamp64Milli(s.at, {zone:String}))) - start_day,
            a.due_day,
            a.due_at,
            arrayLast(m -> m.assessment_id = s.assessment_id and isNotNull(m.score), work_so_far).score,
            a.weight
          )::Tuple(assessment_id String, at Int64, day Int32, due_day Int32, due_at Int64, score Nullable(Float64), weight UInt32),
          arrayFilter(
            (s, nth) -> nth = 1 and has(assessment_ids, s.assessment_id),
            work_so_far, arrayEnumerateUniq(handed_in_ids)
          ) as known_work,
          arrayMap(s -> assessments[indexOf(assessment_ids, s.assessment_id)], known_work)
        ) as work,
        -- Work from an earlier attempt (banked) has no lateness.
        arrayFilter((w, s) -> not s.banked, work, known_work) as own_work,
        arrayMap(
          w -> (assumeNotNull(w.score), w.due_at, w.weight)::Tuple(score Float64, due_at Int64, weight UInt32),
          arrayFilter(w -> isNotNull(w.score), work)
        ) as marked
      from (
        select l.*, c.* except (presentation_id), arrayMap(a -> a.assessment_id, c.assessments) as assessment_ids
        from life as l any left join calendar as c using (presentation_id)
      )
      array join moment_days as moment_day, course_days as course_day
      where life.state = 'registered'
    )
    select
      r.presentation_id as presentation_id, r.learner_id as learner_id, r.moment_day as moment_day,
      /*indicators over the enrolment*/
      /*names of indicators over days*/
    from registered_at as r
    left join activity_at as a
      on r.presentation_id = a.presentation_id and r.learner_id = a.learner_id and r.moment_day = a.moment_day
  )
)
-- One row per presentation and moment, with an array over the enrolments for each column. Percentiles follow: for each
-- value the share of the other values that are smaller (0 to 1, equal for ties); NaN stays NaN. The values are sorted and
-- ranked, where a tie takes the rank of its first value, and the ranks are put back into the original order. Sixty window
-- functions took three to six times as long. With the ranking written out for each column, planning took longer than
-- ranking all columns.
select
  presentation_id, moment_day, learner_ids,
  arrayConcat(
    [/*arrays of values*/],
    arrayMap(
      v -> arrayMap(
        (x, below) -> if(isNaN(x), nan, if(arrayCount(y -> not isNaN(y), v) > 1, below / (arrayCount(y -> not isNaN(y), v) - 1), 0)),
        v,
        arraySort(
          (below, place) -> place,
          arrayFill(
            below -> below >= 0,
            arrayMap(
              (nth, x, before) -> toInt32(if(nth > 1 and x = before, -1, nth - 1)),
              arrayEnumerate(v), arraySort(v), arrayPushFront(arrayPopBack(arraySort(v)), nan)
            )
          ),
          arraySort((place, x) -> x, arrayEnumerate(v), v)
        )
      ),
      [/*arrays of relative values*/]
    )
  ) as columns
from (
  select
    presentation_id, moment_day,
    groupArray(learner_id) as learner_ids,
    /*values*/
  from enrolment_at
  group by presentation_id, moment_day
)
order by presentation_id, moment_day
