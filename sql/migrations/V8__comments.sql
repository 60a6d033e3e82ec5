-- The comments of V1 to V3 were reworded after release 1, before anything was published. A database of release 1 gets the
-- new ones here; in any other database nothing changes. It locks no table against reading or writing.

comment on schema widgets_admin is
  'Functions for operators and services, such as the integrity check. Do not expose this schema';
comment on schema widgets_store is
  'The tables of the registry. Only the owner has access; everyone else calls the functions of schema widgets';
comment on type widgets.port_type is
  'The types of ports. Two widgets are associated through a free port of the same type on each';
comment on table widgets_store.widgets is
  'One row for each widget with its ports. Only the functions of schema widgets write it, because they keep associations symmetric';
comment on column widgets_store.widgets.serial_number is 'The unique serial number, never changed';
comment on column widgets_store.widgets.name is 'The name, not unique';
comment on column widgets_store.widgets.ports is 'The types of the ports in alphabetical order, never changed';
comment on column widgets_store.widgets.peers is
  'peers[i] is the serial number of the widget at the other end of port i, null while the port is free';
comment on column widgets_store.seed_runs.run is 'The number of the run, from 1';
comment on column widgets_store.seed_runs.generator is 'The version of the algorithm that generates the widgets';
comment on column widgets_store.seed_runs.seed is 'The seed of the random names, ports and associations';
comment on column widgets_store.seed_runs.serial_pattern is
  'The pattern that turns an index into a serial number, such as W-%010d';
comment on column widgets_store.seed_runs.port_weights is 'The weights of the combinations of ports, such as P=1,PQR=2';
comment on column widgets_store.seed_runs.associated is 'The share of the ports that are in use, 0 to 1';
comment on column widgets_store.seed_runs.first_index is 'The index of the first widget, from 1';
comment on column widgets_store.seed_runs.widget_count is 'The number of widgets';
comment on column widgets_store.seed_runs.singular is 'Whether each operation is its own transaction';
comment on column widgets_store.seed_runs.begun_at is 'The time at which the run began';
comment on table widgets_store.seed_blocks is 'The blocks of these runs that are loaded or, in a singular run, begun';
comment on column widgets_store.seed_blocks.run is 'The number of the run';
comment on column widgets_store.seed_blocks.block is 'The number of the block, counted from 0 over all indexes';
comment on column widgets_store.seed_blocks.checksum is 'The CRC-32C of its widgets, null until the block is complete';
comment on column widgets_store.seed_blocks.ports is 'The number of ports of its widgets';
comment on column widgets_store.seed_blocks.taken is
  'The number of these ports that were in use when the block was loaded';
comment on table widgets_store.idempotency_keys is
  'Requests of the last day that had an idempotency key. Only functions of widgets_admin write it';
comment on column widgets_store.idempotency_keys.role is 'The role for which the request acted';
comment on column widgets_store.idempotency_keys.subject is 'The caller within the role, empty if unknown';
comment on column widgets_store.idempotency_keys.fingerprint is 'A hash of the request';
comment on column widgets_store.idempotency_keys.answer is 'The answer to the request';
comment on column widgets_store.idempotency_keys.used_at is 'The time at which the request was performed';
