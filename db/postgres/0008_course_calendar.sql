-- What people call a course, and the zone whose clocks and calendar its days and deadlines follow.
alter table presentation add column title text;
alter table presentation add column time_zone text not null default 'UTC';
