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
  if (length(serial_number) between 1 and 255
    and length(name) <= 255
    and array_ndims(ports) = 1
    and cardinality(ports) <= 3) is not true
  then
    perform widgets_store.check_input('add_widget', serial_number, name => name, port => repeat('P', cardinality(ports)));
    perform widgets_store.refuse('widget_has_1_to_3_ports', 'ports',
      format('ports has %s dimensions.', array_ndims(ports)));
  end if;

  letters := repeat('P', cardinality(array_positions(ports, 'P'::widgets.port_type)))
    || repeat('Q', cardinality(array_positions(ports, 'Q'::widgets.port_type)))
    || repeat('R', cardinality(array_positions(ports, 'R'::widgets.port_type)));
  if length(letters) < cardinality(ports) then
    perform widgets_store.refuse('widget_has_1_to_3_ports', 'ports', 'ports has a null element.');
  end if;

  insert into widgets_store.widgets as w (serial_number, name, ports, peers)
  values (serial_number, name, letters, array_fill(null::text, array[length(letters)]))
  on conflict do nothing;
  if not found then
    perform widgets_store.refuse('serial_number_is_unique', 'serial_number', serial_number);
  end if;
  --history insert into widgets_store.history (operation, serial_number, name, ports)
  --history values ('add_widget', serial_number, name, letters);
  return 'Widget added.';
end
$$;

comment on function widgets.add_widget(text, text, widgets.port_type[]) is
  'Add a widget

Adds a widget with a unique serial number (1 to 255 characters), a name (at most 255 characters, not unique) and 1 to 3 ports, all of them free. The order of the ports does not matter.';

revoke execute on function widgets.add_widget(text, text, widgets.port_type[]) from public;
