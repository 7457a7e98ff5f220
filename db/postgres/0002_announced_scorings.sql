-- A scoring announces itself before it reads the log and is whole once it has counted its enrolments. A new event takes
-- an announced row away like a whole one, so that a scoring that missed the event never counts.
alter table scoring_run alter column enrolments drop not null;
