create or replace function widgets.get_component(
  serial_number text,
  most integer default 10000,
  out widgets integer,
  out hops integer,
  out more boolean
)
returns record
language plpgsql
stable
security definer
set search_path = ''
set enable_seqscan = off
as $$
declare
  level text[] := array[serial_number];
  previous text[] := '{}';
  next text[];
begin
  perform from widgets_store.widgets w where w.serial_number = any (level);
  if not found then
    perform widgets_store.check_input('get_widget', serial_number);
  end if;
  perform widgets_store.check_limit('most', most, 1, 1000000);

  widgets := 1;
  hops := 0;
  loop
    next := widgets_store.neighbours(level, previous);
    more := widgets + cardinality(next) > most;
    exit when more or cardinality(next) = 0;
    widgets := widgets + cardinality(next);
    hops := hops + 1;
    previous := level;
    level := next;
  end loop;
end
$$;

comment on function widgets.get_component(text, integer) is
  'Get the size of the component of a widget

Returns how many widgets a path connects with a widget, itself included, and the number of hops to the farthest of them. The search ends before the level with which it would count more than so many widgets (1 to 1000000); more says whether it did.';

revoke execute on function widgets.get_component(text, integer) from public;
