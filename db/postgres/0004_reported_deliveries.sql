-- Whether the event log has the event of a delivery. The two stores share no transaction: if a crash kept the event from
-- the log, this column shows it and the delivery is reported again, which the event's id makes harmless.
alter table outbox add column reported boolean not null default false;
update outbox set reported = true where delivered_at is not null;
create index outbox_unreported on outbox (delivered_at) where delivered_at is not null and not reported;
