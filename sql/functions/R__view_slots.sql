create or replace view widgets.slots (
  serial_number,
  slot,
  port,
  peer
) as
select
  w.serial_number,
  p.slot::integer,
  substr(w.ports, p.slot::integer, 1)::widgets.port_type,
  p.peer
from widgets_store.widgets w
cross join lateral unnest(w.peers) with ordinality p (peer, slot);

comment on view widgets.slots is
  'All ports of all widgets';
comment on column widgets.slots.serial_number is 'The widget';
comment on column widgets.slots.slot is 'The position of the port in the widget, counted from 1';
comment on column widgets.slots.port is 'The type of the port';
comment on column widgets.slots.peer is 'The serial number of the widget at the other end, null while the port is free';
