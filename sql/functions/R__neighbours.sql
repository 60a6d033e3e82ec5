-- The searches go from level to level with one index scan each, without a recursive query, so that the same text runs on one
-- server, on hash partitions and on a distributed table. In a graph whose edges have no direction, the neighbours of a level
-- lie in that level, in the one before it, or are new: no other level needs to be compared.
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
as $$
declare
  peers text[];
begin
  select array_agg(distinct e.peer)
  into peers
  from widgets_store.widgets w, unnest(w.peers) as e(peer)
  where w.serial_number = any (level)
    and e.peer is not null;
  return array(select unnest(peers) except select unnest(previous || level));
end
$$;

comment on function widgets_store.neighbours(text[], text[]) is
  'Returns the peers of the widgets of a level of a search that are neither in this level nor in the previous one, in any order';

revoke execute on function widgets_store.neighbours(text[], text[]) from public;
