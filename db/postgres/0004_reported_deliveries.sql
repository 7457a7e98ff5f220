-- Whether the event log has the event of a delivery. The two stores share no transaction: a delivery whose event did
-- not get there before a crash is found here and reported again, which the event's id makes harmless.
alter table outbox add column reported boolean not null default false;
update outbox set reported = true where delivered_at is not null;
create index outbox_unreported on outbox (delivered_at) where delivered_at is not null and not reported;
