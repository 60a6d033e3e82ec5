-- The bookkeeping of widgets import, and the rows of the latest import. With them, an interrupted import can be continued,
-- and the latest one can be removed. One import at a time uses these tables; the next one empties them.

create table widgets_store.import_runs (
  run integer not null,
  state text not null,
  skipping boolean not null,
  renaming boolean not null,
  begun_at timestamp with time zone not null default now(),
  constraint import_run_is_unique primary key (run),
  constraint import_state_is_known
    check (state in ('checking', 'writing', 'written', 'removing', 'removed', 'discarded'))
);

comment on table widgets_store.import_runs is 'The runs of widgets import';
comment on column widgets_store.import_runs.run is 'The number of the run, from 1';
comment on column widgets_store.import_runs.state is
  'checking until the rows are found good, writing until all are in the registry, then written; removing as soon as the removal has begun, then removed; discarded if nothing was written';
comment on column widgets_store.import_runs.skipping is 'Whether refused rows are left out; otherwise one of them ends the run';
comment on column widgets_store.import_runs.renaming is 'Whether widgets that exist get the names of the rows';
comment on column widgets_store.import_runs.begun_at is 'The time at which the run began';

create table widgets_store.import_widgets (
  file smallint not null,
  line bigint not null,
  serial_number text collate "C" not null,
  name text not null,
  ports text collate "C" not null,
  peers text[] collate "C",
  renames boolean not null default false
);
create index import_widgets_serial_number on widgets_store.import_widgets (serial_number);

comment on table widgets_store.import_widgets is 'The widgets of the latest import';
comment on column widgets_store.import_widgets.file is 'The number of the file, from 1';
comment on column widgets_store.import_widgets.line is 'The number of the line, from 1';
comment on column widgets_store.import_widgets.serial_number is 'The serial number';
comment on column widgets_store.import_widgets.name is 'The name';
comment on column widgets_store.import_widgets.ports is 'The types of the ports in alphabetical order';
comment on column widgets_store.import_widgets.peers is 'The peers of these ports, or null if the row has none';
comment on column widgets_store.import_widgets.renames is 'Whether the widget existed, so that only its name is written';

create table widgets_store.import_associations (
  place bigint not null,
  file smallint not null,
  line bigint not null,
  slot integer,
  peer_slot integer,
  reserved boolean not null default false,
  serial_number text collate "C" not null,
  peer_serial_number text collate "C" not null,
  port text not null,
  constraint import_association_is_unique primary key (place)
);

comment on table widgets_store.import_associations is
  'The associations of the latest import that are not written together with both of their widgets';
comment on column widgets_store.import_associations.place is 'The order in which they are written';
comment on column widgets_store.import_associations.file is 'The number of the file, from 1';
comment on column widgets_store.import_associations.line is 'The number of the line, from 1';
comment on column widgets_store.import_associations.slot is 'The port of the row of a widget that names the peer; null for the row of an association';
comment on column widgets_store.import_associations.peer_slot is 'The port of the row of the peer; null if slot is';
comment on column widgets_store.import_associations.reserved is 'Whether the rows of both widgets name each other';
comment on column widgets_store.import_associations.serial_number is 'The serial number';
comment on column widgets_store.import_associations.peer_serial_number is 'The serial number of the peer';
comment on column widgets_store.import_associations.port is 'The port type';

create table widgets_store.import_pairs (
  place bigint not null,
  file smallint not null,
  line bigint not null,
  serial_number text collate "C" not null,
  peer_serial_number text collate "C" not null,
  port text not null
);
create index import_pairs_serial_number on widgets_store.import_pairs (serial_number);
create index import_pairs_peer_serial_number on widgets_store.import_pairs (peer_serial_number);

comment on table widgets_store.import_pairs is
  'The rows of associations of the latest import. Most of them become peers of the rows of its widgets; the others are in import_associations';
comment on column widgets_store.import_pairs.place is 'The order of the rows, from 1';
comment on column widgets_store.import_pairs.file is 'The number of the file, from 1';
comment on column widgets_store.import_pairs.line is 'The number of the line, from 1';
comment on column widgets_store.import_pairs.serial_number is 'The serial number';
comment on column widgets_store.import_pairs.peer_serial_number is 'The serial number of the peer';
comment on column widgets_store.import_pairs.port is 'The port type';

create table widgets_store.import_rejects (
  file smallint not null,
  line bigint not null,
  slot integer,
  argument text not null,
  rule text not null,
  hint text not null,
  late boolean not null default false
);

comment on table widgets_store.import_rejects is 'The rows of the latest import that were refused';
comment on column widgets_store.import_rejects.file is 'The number of the file, from 1';
comment on column widgets_store.import_rejects.line is 'The number of the line, from 1';
comment on column widgets_store.import_rejects.slot is 'The port whose peer was refused; null if the whole row was';
comment on column widgets_store.import_rejects.argument is 'The column';
comment on column widgets_store.import_rejects.rule is 'The rule';
comment on column widgets_store.import_rejects.hint is 'The details';
comment on column widgets_store.import_rejects.late is 'Whether it is an association that was accepted by the check and refused while writing';

create table widgets_store.import_blocks (
  run integer not null,
  step text not null,
  block integer not null,
  first text collate "C",
  next text collate "C",
  written boolean not null default false,
  constraint import_block_is_unique primary key (run, step, block),
  constraint import_block_belongs_to_run foreign key (run) references widgets_store.import_runs (run),
  constraint import_step_is_known check (step in ('widgets', 'associations'))
);

comment on table widgets_store.import_blocks is 'The parts of the latest import, each written in one transaction';
comment on column widgets_store.import_blocks.run is 'The number of the run';
comment on column widgets_store.import_blocks.step is 'What the block contains';
comment on column widgets_store.import_blocks.block is 'The number of the block, from 0';
comment on column widgets_store.import_blocks.first is 'The lowest serial number of its widgets; null for associations';
comment on column widgets_store.import_blocks.next is 'A serial number above those of its widgets; null for associations';
comment on column widgets_store.import_blocks.written is 'Whether it is in the registry';
