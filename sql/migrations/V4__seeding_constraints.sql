-- A block always belongs to a run, and the row of a removed run stays, so that its number is never used again.

delete from widgets_store.seed_blocks b
where not exists (
  select 1
  from widgets_store.seed_runs r
  where r.run = b.run);

alter table widgets_store.seed_blocks
  add constraint seed_block_belongs_to_run foreign key (run) references widgets_store.seed_runs (run);

alter table widgets_store.seed_runs
  drop constraint seed_state_is_known,
  add constraint seed_state_is_known check (state in ('loading', 'loaded', 'removing', 'removed'));

comment on table widgets_store.seed_runs is 'The runs of widgets seed';
comment on column widgets_store.seed_runs.state is
  'loading until all blocks are loaded, then loaded; removing as soon as its removal has begun, then removed';
