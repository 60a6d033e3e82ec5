create or replace view widgets.history (
  done_at,
  operation,
  serial_number,
  peer_serial_number,
  port,
  ports,
  name,
  old_name,
  role,
  subject
) as
select
  h.done_at,
  h.operation,
  h.serial_number,
  h.peer_serial_number,
  h.port,
  h.ports,
  h.name,
  h.old_name,
  h.role,
  h.subject
from widgets_store.history h;

comment on view widgets.history is
  'The operations that were performed while the history was on, which is optional. No role may read it unless it is granted the privilege';
comment on column widgets.history.done_at is 'The time of the operation';
comment on column widgets.history.operation is 'The name of the function';
comment on column widgets.history.serial_number is 'The widget, or the first of two';
comment on column widgets.history.peer_serial_number is 'The second widget';
comment on column widgets.history.port is 'The port type of an association';
comment on column widgets.history.ports is 'The port types of an added widget';
comment on column widgets.history.name is 'The name of an added widget, or the new name';
comment on column widgets.history.old_name is 'The name before a renaming';
comment on column widgets.history.role is 'The database role that performed the operation';
comment on column widgets.history.subject is 'The subject of the token, or what the session named as its subject';
