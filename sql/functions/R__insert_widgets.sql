-- The lines after --citus are for a table that Citus distributes. It takes the rows of a statement in no order, so there each
-- row is a statement of its own.
create or replace function widgets_store.insert_widgets(
  serial_numbers text[],
  operations text[],
  firsts integer[],
  ports text[],
  names text[]
)
returns text[]
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  added text[];
  --citus addition record;
begin
  -- the order of locks: by serial number
  --citus for addition in
  --citus   select distinct on (s.serial_number collate "C")
  --citus     s.serial_number,
  --citus     i.name,
  --citus     i.ports,
  --citus     array_fill(null::text, array[length(i.ports)]) as peers
  --citus   from unnest(operations, firsts, ports, names) with ordinality i (operation, first, ports, name, item)
  --citus   cross join lateral (select serial_numbers[i.first]) s (serial_number)
  --citus   where i.operation = 'add_widget'
  --citus     and length(s.serial_number) between 1 and 255
  --citus     and length(i.name) <= 255
  --citus     and length(i.ports) between 1 and 3
  --citus     and i.ports ~ '^P*Q*R*$'
  --citus   order by s.serial_number collate "C", i.item
  --citus loop
  --citus   insert into widgets_store.widgets as w (serial_number, name, ports, peers)
  --citus   values (addition.serial_number, addition.name, addition.ports, addition.peers)
  --citus   on conflict do nothing;
  --citus   if found then
  --citus     added := added || addition.serial_number;
  --citus   end if;
  --citus end loop;
  --citus /*
  with addition as (
    insert into widgets_store.widgets as w (serial_number, name, ports, peers)
    select x.serial_number, x.name, x.ports, array_fill(null::text, array[length(x.ports)])
    from (
      select distinct on (s.serial_number collate "C") s.serial_number, i.name, i.ports
      from unnest(operations, firsts, ports, names) with ordinality i (operation, first, ports, name, item)
      cross join lateral (select serial_numbers[i.first]) s (serial_number)
      where i.operation = 'add_widget'
        and length(s.serial_number) between 1 and 255
        and length(i.name) <= 255
        and length(i.ports) between 1 and 3
        and i.ports ~ '^P*Q*R*$'
      order by s.serial_number collate "C", i.item
    ) x
    order by x.serial_number collate "C"
    on conflict do nothing
    returning w.serial_number
  )
  select array_agg(a.serial_number)
  into added
  from addition a;
  --citus */
  return added;
end
$$;

comment on function widgets_store.insert_widgets(text[], text[], integer[], text[], text[]) is
  'For apply: inserts the widget of the first valid addition of each serial number, unless it exists, and returns the serial numbers of the inserted widgets in order';

revoke execute on function widgets_store.insert_widgets(text[], text[], integer[], text[], text[]) from public;
