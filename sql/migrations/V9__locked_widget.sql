-- The functions of a batch hand rows to each other in this type, because the row type of the table is replaced with the table
-- when it is partitioned.
create type widgets_store.locked_widget as (
  ctid tid,
  serial_number text collate "C",
  ports text collate "C",
  peers text[] collate "C"
);

comment on type widgets_store.locked_widget is 'A widget whose row the transaction has locked';
comment on column widgets_store.locked_widget.ctid is 'Where its row is, which cannot change while it is locked';
comment on column widgets_store.locked_widget.serial_number is 'The serial number';
comment on column widgets_store.locked_widget.ports is 'The types of its ports';
comment on column widgets_store.locked_widget.peers is
  'peers[i] is the serial number of the widget at the other end of port i, null while the port is free';
