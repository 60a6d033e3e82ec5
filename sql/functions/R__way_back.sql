create or replace function widgets_store.way_back(
  serial_number text,
  search text[],
  starts integer[],
  out serial_numbers text[],
  out ports widgets.port_type[]
)
returns record
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  ends integer[] := starts[2:] || cardinality(search) + 1;
  widget text := serial_number;
  port text;
begin
  serial_numbers := array[widget];
  ports := '{}';
  for level in reverse cardinality(starts) .. 1 loop
    select p.peer, substr(w.ports, p.place::integer, 1)
    into widget, port
    from widgets_store.widgets w, unnest(w.peers) with ordinality as p(peer, place)
    where w.serial_number = way_back.serial_number
      and p.peer = any (search[starts[level]:ends[level] - 1])
    order by p.peer, p.place
    limit 1;
    serial_number := widget;
    serial_numbers := serial_numbers || widget;
    ports := ports || port::widgets.port_type;
  end loop;
end
$$;

comment on function widgets_store.way_back(text, text[], integer[]) is
  'Returns the path from a widget back to the start of a search: search holds the visited widgets in the order of their levels, and starts tells where the levels begin that lie between; the last of them holds a peer of the widget';

revoke execute on function widgets_store.way_back(text, text[], integer[]) from public;
