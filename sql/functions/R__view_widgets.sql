create or replace view widgets.widgets (
  serial_number,
  name,
  ports,
  peers
) as
select
  w.serial_number,
  w.name::text,
  w.ports::text,
  w.peers
from widgets_store.widgets w;

comment on view widgets.widgets is
  'Every widget with its ports and, for each port in turn, its peer';
comment on column widgets.widgets.serial_number is 'The identity, ordered by code points';
comment on column widgets.widgets.name is 'The name; not unique';
comment on column widgets.widgets.ports is 'The types of the ports in the order of the alphabet, such as PPR';
comment on column widgets.widgets.peers is
  'For each port in turn the serial number of the widget at its other end, null while the port is free';
