-- The history of operations. While it is on, the functions that write also insert a row here, in the same transaction.

create table widgets_store.history (
  done_at timestamp with time zone not null default clock_timestamp(),
  operation text collate "C" not null,
  serial_number text collate "C" not null,
  peer_serial_number text collate "C",
  port text collate "C",
  ports text collate "C",
  name text,
  old_name text,
  role text collate "C" not null default coalesce(nullif(current_setting('role'), 'none'), session_user),
  subject text default coalesce(nullif(current_setting('widgets.subject', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
) partition by range (done_at);

create index history_serial_number on widgets_store.history (serial_number, done_at);

-- for operations of days that have no partition, so that none of them fails
create table widgets_store.history_default partition of widgets_store.history default;

comment on table widgets_store.history is
  'The operations that were performed while the history was on, in partitions of a day of UTC. The functions only insert';
comment on column widgets_store.history.done_at is 'The time of the operation, while it held the locks of its widgets';
comment on column widgets_store.history.operation is 'The name of the function';
comment on column widgets_store.history.serial_number is 'The argument of this name';
comment on column widgets_store.history.peer_serial_number is 'The argument of this name';
comment on column widgets_store.history.port is 'The argument of this name';
comment on column widgets_store.history.ports is 'The port types of an added widget, in alphabetical order';
comment on column widgets_store.history.name is 'The argument of this name';
comment on column widgets_store.history.old_name is 'The name before a renaming';
comment on column widgets_store.history.role is 'The database role that performed the operation';
comment on column widgets_store.history.subject is 'The subject of the token, or what the session set as widgets.subject';
comment on table widgets_store.history_default is 'Operations of days that have no partition';

create table widgets_store.history_periods (
  enabled_at timestamp with time zone not null default clock_timestamp(),
  disabled_at timestamp with time zone
);

comment on table widgets_store.history_periods is 'The periods in which the history was on';
comment on column widgets_store.history_periods.enabled_at is 'The time from which on operations were recorded';
comment on column widgets_store.history_periods.disabled_at is 'The end of the period; null while the history is on';
