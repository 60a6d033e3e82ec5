-- A breadth-first search from both ends that always extends the smaller level. No widget of one search was met by the other
-- one before, so the first one that both meet lies on a shortest path, in the last level of each. Only the levels are kept:
-- the way back from there is found again by reading the widgets on it.
create or replace function widgets.get_path(
  serial_number text,
  peer_serial_number text,
  most integer default 10000,
  out connected boolean,
  out serial_numbers text[],
  out ports widgets.port_type[],
  out visited integer
)
returns record
language plpgsql
stable
security definer
set search_path = ''
set enable_seqscan = off
as $$
declare
  end_ports text;
  peer_end_ports text;
  violated record;
  -- the search that is extended next: all its widgets in the order of their levels, where each level begins, and its last level
  near text[] := array[serial_number];
  near_starts integer[] := array[1];
  near_level text[] := near;
  near_previous text[] := '{}';
  -- the search from the other end
  far text[] := array[peer_serial_number];
  far_starts integer[] := array[1];
  far_level text[] := far;
  far_previous text[] := '{}';
  swapped boolean := false;
  next text[];
  meeting text;
begin
  select w.ports into end_ports from widgets_store.widgets w where w.serial_number = get_path.serial_number;
  select w.ports into peer_end_ports from widgets_store.widgets w where w.serial_number = get_path.peer_serial_number;
  violated := widgets_store.violated_rule('get_path', serial_number, peer_serial_number, null, null,
    end_ports, null, peer_end_ports, null);
  if violated.rule is not null then
    perform widgets_store.refuse(violated.rule, violated.argument, variadic violated.details);
  end if;
  perform widgets_store.check_limit('most', most, 1, 1000000);

  visited := 2;
  if serial_number = peer_serial_number then
    connected := true;
    serial_numbers := near;
    ports := '{}';
    visited := 1;
    return;
  end if;
  loop
    if cardinality(far_level) < cardinality(near_level) then
      swapped := not swapped;
      select far, far_starts, far_level, far_previous, near, near_starts, near_level, near_previous
      into near, near_starts, near_level, near_previous, far, far_starts, far_level, far_previous;
    end if;
    next := widgets_store.neighbours(near_level, near_previous);
    if cardinality(next) = 0 then
      connected := false;
      return;
    end if;
    select min(m.widget collate "C")
    into meeting
    from (select unnest(next) intersect select unnest(far_level)) as m(widget);
    exit when meeting is not null;
    visited := visited + cardinality(next);
    if visited > most then
      return;
    end if;
    near_starts := near_starts || cardinality(near) + 1;
    near := near || next;
    near_previous := near_level;
    near_level := next;
  end loop;

  -- the ways back from the widget that both searches have met
  connected := true;
  far := trim_array(far, cardinality(far_level));
  far_starts := trim_array(far_starts, 1);
  if swapped then
    select far, far_starts, near, near_starts into near, near_starts, far, far_starts;
  end if;
  select array(select s.widget from unnest(n.serial_numbers) with ordinality as s(widget, place) order by s.place desc)
      || f.serial_numbers[2:],
    array(select s.port from unnest(n.ports) with ordinality as s(port, place) order by s.place desc) || f.ports
  into get_path.serial_numbers, get_path.ports
  from widgets_store.way_back(meeting, near, near_starts) as n,
    widgets_store.way_back(meeting, far, far_starts) as f;
end
$$;

comment on function widgets.get_path(text, text, integer) is
  'Get a shortest path between two widgets

Returns the serial numbers on the path, from the one to the other, and for each step the type of the ports that it uses. connected is false if there is no path, and null if the search ended before there was an answer, because it visited more than so many widgets (1 to 1000000). visited is the number of widgets visited.';

revoke execute on function widgets.get_path(text, text, integer) from public;
