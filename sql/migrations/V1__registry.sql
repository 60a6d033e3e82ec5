-- The schemas, the port types and the table of widgets. A migration is never edited after its release.

-- Flyway has already created widgets_store for its history; no notice is needed.
set local client_min_messages = warning;
create schema if not exists widgets;
create schema if not exists widgets_admin;
create schema if not exists widgets_store;

comment on schema widgets is
  'Registry of widgets and of the associations between their ports';
comment on schema widgets_admin is
  'Functions for operators and services, such as the integrity check. Do not expose this schema';
comment on schema widgets_store is
  'The tables of the registry. Only the owner has access; everyone else calls the functions of schema widgets';

create type widgets.port_type as enum ('P', 'Q', 'R');
comment on type widgets.port_type is
  'The types of ports. Two widgets are associated through a free port of the same type on each';

-- Rules on values that never change are constraints of domains, which are checked only when a row is inserted. A check
-- constraint of the table would be parsed and evaluated at each update of peers as well: two of them made an association
-- and its removal a third slower.
create domain widgets_store.widget_name as text
  constraint name_has_at_most_255_characters check (length(value) <= 255);
comment on domain widgets_store.widget_name is 'A name: 0 to 255 characters';

create domain widgets_store.widget_ports as text collate "C"
  constraint widget_has_1_to_3_ports check (length(value) between 1 and 3 and value ~ '^P*Q*R*$');
comment on domain widgets_store.widget_ports is '1 to 3 ports in the order of the alphabet, such as PPR';

-- The key is plain text, because a distributed table cannot use a domain as its distribution key; add_widget checks it. The
-- free space in each page lets an update of peers stay in its page, so that it does not touch the index (a HOT update).
create table widgets_store.widgets (
  serial_number text collate "C" not null,
  name widgets_store.widget_name not null,
  ports widgets_store.widget_ports not null,
  peers text[] collate "C" not null,
  constraint serial_number_is_unique primary key (serial_number)
) with (fillfactor = 85);

comment on table widgets_store.widgets is
  'One row for each widget with its ports. Only the functions of schema widgets write it, because they keep associations symmetric';
comment on column widgets_store.widgets.serial_number is 'The unique serial number, never changed';
comment on column widgets_store.widgets.name is 'The name, not unique';
comment on column widgets_store.widgets.ports is 'The types of the ports in alphabetical order, never changed';
comment on column widgets_store.widgets.peers is
  'peers[i] is the serial number of the widget at the other end of port i, null while the port is free';
