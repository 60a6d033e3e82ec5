-- What widgets seed keeps of its runs, so that one that broke off can go on, and can be taken out again.

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

comment on table widgets_store.seed_runs is 'The runs of widgets seed whose widgets have not been taken out again';
comment on column widgets_store.seed_runs.run is 'Its number, from 1 on';
comment on column widgets_store.seed_runs.state is
  'loading until all is in, loaded, removing from the first block that is taken out';
comment on column widgets_store.seed_runs.generator is 'The version of the algorithm that makes widgets of a seed';
comment on column widgets_store.seed_runs.seed is 'Chooses names, ports and associations';
comment on column widgets_store.seed_runs.serial_pattern is 'How serial numbers come from indexes, such as W-%010d';
comment on column widgets_store.seed_runs.port_weights is 'How often which ports occur, such as P=1,PQR=2';
comment on column widgets_store.seed_runs.associated is 'The share of the ports that are taken, 0 to 1';
comment on column widgets_store.seed_runs.first_index is 'The index of the first widget, from 1 on';
comment on column widgets_store.seed_runs.widget_count is 'How many widgets';
comment on column widgets_store.seed_runs.singular is 'Whether each operation is a transaction of its own';
comment on column widgets_store.seed_runs.begun_at is 'When it began';

create table widgets_store.seed_blocks (
  run integer not null,
  block bigint not null,
  checksum bigint,
  ports integer,
  taken integer,
  constraint seed_block_is_unique primary key (run, block)
);

comment on table widgets_store.seed_blocks is 'The blocks of those runs that are in, or have been begun one by one';
comment on column widgets_store.seed_blocks.run is 'The run';
comment on column widgets_store.seed_blocks.block is 'The block, counted from 0 over all indexes';
comment on column widgets_store.seed_blocks.checksum is 'CRC-32C of its widgets, null while it is not all in';
comment on column widgets_store.seed_blocks.ports is 'How many ports they have';
comment on column widgets_store.seed_blocks.taken is 'How many of them were taken when they came';
