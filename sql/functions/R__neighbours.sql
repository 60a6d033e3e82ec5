-- The searches go from level to level with one index scan each, without a recursive query, so that the same text runs on one
-- server, on hash partitions and on a distributed table. In a graph whose edges have no direction, the neighbours of a level
-- lie in that level, in the one before it, or are new: no other level needs to be compared.
--
-- On a partitioned table, a nested loop searches only the partition of each key, whereas any() would search every partition
-- for all keys. On one table, any() is faster. Offset 0 rules out other joins.
create or replace function widgets_store.neighbours(
  level text[],
  previous text[]
)
returns text[]
language plpgsql
stable
security invoker
set search_path = ''
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
--citus set plan_cache_mode = auto
as $$
declare
  -- a partitioned table has no file of its own
  partitioned constant boolean := pg_relation_filenode('widgets_store.widgets'::regclass) is null;
  peers text[];
begin
  if partitioned then
    select array_agg(distinct e.peer)
    into peers
    from unnest(level) l (serial_number)
    cross join lateral (
      select w.peers
      from widgets_store.widgets w
      where w.serial_number = l.serial_number
      offset 0
    ) w
    cross join unnest(w.peers) e (peer)
    where e.peer is not null;
  else
    select array_agg(distinct e.peer)
    into peers
    from widgets_store.widgets w, unnest(w.peers) as e(peer)
    where w.serial_number = any (level)
      and e.peer is not null;
  end if;
  return array(select unnest(peers) except select unnest(previous || level));
end
$$;

comment on function widgets_store.neighbours(text[], text[]) is
  'Returns the peers of the widgets of a level of a search that are neither in this level nor in the previous one, in any order';

revoke execute on function widgets_store.neighbours(text[], text[]) from public;
