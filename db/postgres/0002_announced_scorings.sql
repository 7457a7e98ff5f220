-- A scoring adds its row before it reads the log, and is complete once it has written the number of its enrolments. A new
-- event deletes an unfinished row like a complete one, so that a scoring that missed the event is never used.
alter table scoring_run alter column enrolments drop not null;
