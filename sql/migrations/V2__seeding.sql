-- The bookkeeping of widgets seed. With it, an interrupted run can be resumed, and a run can be removed.

create table widgets_store.seed_runs (
  run integer not null,
  state text not null,
  generator integer not null,
  seed bigint not null,
  serial_pattern text not null,
  port_weights text not null,
  associated double precision not null,
  first_index bigint not null,
  widget_count bigint not null,
  singular boolean not null,
  begun_at timestamp with time zone not null default now(),
  constraint seed_run_is_unique primary key (run),
  constraint seed_state_is_known check (state in ('loading', 'loaded', 'removing'))
);

comment on table widgets_store.seed_runs is 'The runs of widgets seed whose widgets have not been removed';
comment on column widgets_store.seed_runs.run is 'The number of the run, from 1';
comment on column widgets_store.seed_runs.state is
  'loading until all blocks are loaded, then loaded; removing as soon as its removal has begun';
comment on column widgets_store.seed_runs.generator is 'The version of the algorithm that generates the widgets';
comment on column widgets_store.seed_runs.seed is 'The seed of the random names, ports and associations';
comment on column widgets_store.seed_runs.serial_pattern is 'The pattern that turns an index into a serial number, such as W-%010d';
comment on column widgets_store.seed_runs.port_weights is 'The weights of the combinations of ports, such as P=1,PQR=2';
comment on column widgets_store.seed_runs.associated is 'The share of the ports that are in use, 0 to 1';
comment on column widgets_store.seed_runs.first_index is 'The index of the first widget, from 1';
comment on column widgets_store.seed_runs.widget_count is 'The number of widgets';
comment on column widgets_store.seed_runs.singular is 'Whether each operation is its own transaction';
comment on column widgets_store.seed_runs.begun_at is 'The time at which the run began';

create table widgets_store.seed_blocks (
  run integer not null,
  block bigint not null,
  checksum bigint,
  ports integer,
  taken integer,
  constraint seed_block_is_unique primary key (run, block)
);

comment on table widgets_store.seed_blocks is 'The blocks of these runs that are loaded or, in a singular run, begun';
comment on column widgets_store.seed_blocks.run is 'The number of the run';
comment on column widgets_store.seed_blocks.block is 'The number of the block, counted from 0 over all indexes';
comment on column widgets_store.seed_blocks.checksum is 'The CRC-32C of its widgets, null until the block is complete';
comment on column widgets_store.seed_blocks.ports is 'The number of ports of its widgets';
comment on column widgets_store.seed_blocks.taken is 'The number of these ports that were in use when the block was loaded';
