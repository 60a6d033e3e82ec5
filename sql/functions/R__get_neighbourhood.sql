create or replace function widgets.get_neighbourhood(
  inout serial_number text,
  hops integer default 1,
  most integer default 500,
  out hop integer,
  out name text,
  out ports text,
  out peers text[],
  out more boolean
)
returns setof record
language plpgsql
stable
security definer
set search_path = ''
set enable_seqscan = off
set plan_cache_mode = force_custom_plan
as $$
declare
  level text[] := array[serial_number];
  previous text[] := '{}';
  next text[];
  depth integer := 0;
  visited text[] := '{}';
  depths integer[] := '{}';
  serial_numbers text[];
  names text[];
  letters text[];
  first_peers text[];
  second_peers text[];
  third_peers text[];
begin
  perform from widgets_store.widgets w where w.serial_number = any (level);
  if not found then
    perform widgets_store.check_input('get_widget', serial_number);
  end if;
  perform widgets_store.check_limit('hops', hops, 0, 100);
  perform widgets_store.check_limit('most', most, 1, 10000);

  loop
    visited := visited || level;
    depths := depths || array_fill(depth, array[cardinality(level)]);
    exit when depth = hops or cardinality(visited) = most;
    next := widgets_store.neighbours(level, previous);
    exit when cardinality(next) = 0;
    -- of a level for which there is not enough room, the lowest serial numbers are taken
    if cardinality(visited) + cardinality(next) > most then
      next := array(
        select n.peer
        from unnest(next) as n(peer)
        order by n.peer collate "C"
        limit most - cardinality(visited)
      );
    end if;
    previous := level;
    level := next;
    depth := depth + 1;
  end loop;

  -- The rows are read into arrays, because a distributed table cannot be joined with the result of a function. With a generic
  -- plan, which knows nothing of the lengths of the arrays, the join would be a nested loop.
  select array_agg(w.serial_number), array_agg(w.name::text), array_agg(w.ports::text),
    array_agg(w.peers[1]), array_agg(w.peers[2]), array_agg(w.peers[3])
  into serial_numbers, names, letters, first_peers, second_peers, third_peers
  from widgets_store.widgets w
  where w.serial_number = any (visited);
  return query
  select r.serial_number, v.hop, r.name, r.ports,
    trim_array(array[r.first_peer, r.second_peer, r.third_peer], 3 - length(r.ports)),
    r.first_peer not in (select unnest(visited)) is true
      or r.second_peer not in (select unnest(visited)) is true
      or r.third_peer not in (select unnest(visited)) is true
  from unnest(serial_numbers, names, letters, first_peers, second_peers, third_peers)
    as r(serial_number, name, ports, first_peer, second_peer, third_peer)
  join unnest(visited, depths) as v(serial_number, hop) on v.serial_number = r.serial_number
  order by v.hop, r.serial_number collate "C";
end
$$;

comment on function widgets.get_neighbourhood(text, integer, integer) is
  'Get the neighbourhood of a widget

Returns the widgets that at most so many hops (0 to 100) separate from a widget, itself first: with the number of hops, the name, the ports, the peers, and whether there are more peers than this answer has. Returns at most so many widgets (1 to 10000), the nearest ones.';

revoke execute on function widgets.get_neighbourhood(text, integer, integer) from public;
