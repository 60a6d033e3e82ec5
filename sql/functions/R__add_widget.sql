create or replace function widgets.add_widget(
  serial_number text,
  name text,
  ports widgets.port_type[]
)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  letters text;
begin
  if serial_number is null or length(serial_number) not between 1 and 255 then
    perform widgets_store.check_serial_number('serial_number', serial_number);
  end if;
  if name is null or length(name) > 255 then
    perform widgets_store.refuse('name_has_at_most_255_characters', 'name',
      coalesce('name has ' || length(name) || ' characters.', 'name is null.'));
  end if;
  if ports is null or array_ndims(ports) is distinct from 1 or cardinality(ports) > 3 then
    perform widgets_store.refuse('widget_has_1_to_3_ports', 'ports',
      coalesce('ports has ' || cardinality(ports) || ' elements.', 'ports is null.'));
  end if;

  letters := repeat('P', cardinality(array_positions(ports, 'P'::widgets.port_type)))
    || repeat('Q', cardinality(array_positions(ports, 'Q'::widgets.port_type)))
    || repeat('R', cardinality(array_positions(ports, 'R'::widgets.port_type)));
  if length(letters) < cardinality(ports) then
    perform widgets_store.refuse('widget_has_1_to_3_ports', 'ports', 'ports has an element that is null.');
  end if;

  insert into widgets_store.widgets as w (serial_number, name, ports, peers)
  values (serial_number, name, letters, array_fill(null::text, array[length(letters)]))
  on conflict do nothing;
  if not found then
    perform widgets_store.refuse('serial_number_is_unique', 'serial_number', serial_number);
  end if;
  return 'Widget added.';
end
$$;

comment on function widgets.add_widget(text, text, widgets.port_type[]) is
  'Add a widget

Adds a widget with a serial number of its own (1 to 255 characters), a name (0 to 255 characters, not unique) and 1 to 3 ports, all of them free. The order of the ports does not matter.';

revoke execute on function widgets.add_widget(text, text, widgets.port_type[]) from public;
