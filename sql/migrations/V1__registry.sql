-- The schemas, the port types and the one table. A migration is never edited once it has been released.

-- Flyway makes the last one itself, and nobody needs to hear of it.
set local client_min_messages = warning;
create schema if not exists widgets;
create schema if not exists widgets_admin;
create schema if not exists widgets_store;

comment on schema widgets is
  'Registry of widgets and of the associations between their ports';
comment on schema widgets_admin is
  'For operators and services: integrity check, sizes, release. Not to be exposed';
comment on schema widgets_store is
  'Where the registry is kept. For its owner alone: everyone else goes through the functions of schema widgets';

create type widgets.port_type as enum ('P', 'Q', 'R');
comment on type widgets.port_type is
  'The types of ports: two widgets are associated through a free port of the same type on each';

-- Rules over values that never change stand in domains, which are looked at when a row is inserted. A check would be
-- parsed and run at each update of peers as well: two of them made an association and its removal a third slower.
create domain widgets_store.widget_name as text
  constraint name_has_at_most_255_characters check (length(value) <= 255);
comment on domain widgets_store.widget_name is 'A name: 0 to 255 characters';

create domain widgets_store.widget_ports as text collate "C"
  constraint widget_has_1_to_3_ports check (length(value) between 1 and 3 and value ~ '^P*Q*R*$');
comment on domain widgets_store.widget_ports is '1 to 3 ports in the order of the alphabet, such as PPR';

-- The key is plain text, which is what a distributed table can be distributed by; add_widget checks it. The free space
-- in each page keeps an update of peers in its page, and so away from the index (a HOT update).
create table widgets_store.widgets (
  serial_number text collate "C" not null,
  name widgets_store.widget_name not null,
  ports widgets_store.widget_ports not null,
  peers text[] collate "C" not null,
  constraint serial_number_is_unique primary key (serial_number)
) with (fillfactor = 85);

comment on table widgets_store.widgets is
  'A widget a row, its ports included. Written by the functions of schema widgets alone: they keep associations symmetric';
comment on column widgets_store.widgets.serial_number is 'The identity; never changed';
comment on column widgets_store.widgets.name is 'A name; not unique';
comment on column widgets_store.widgets.ports is 'The types of the ports, grouped by letter; never changed';
comment on column widgets_store.widgets.peers is
  'peers[i] is the serial number of the widget at the other end of port i, null while that port is free';
