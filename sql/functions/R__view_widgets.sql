create or replace view widgets.widgets (
  serial_number,
  name,
  ports,
  peers
) as
select
  w.serial_number,
  w.name::text,
  --citus substr(w.ports, 1), /*
  w.ports::text,
  --citus */
  w.peers
from widgets_store.widgets w;

comment on view widgets.widgets is
  'All widgets with their ports and peers';
comment on column widgets.widgets.serial_number is 'The unique serial number, sorted by code point';
comment on column widgets.widgets.name is 'The name, not unique';
comment on column widgets.widgets.ports is 'The types of the ports in alphabetical order, such as PPR';
comment on column widgets.widgets.peers is
  'For each port, the serial number of the widget at the other end, null while the port is free';
