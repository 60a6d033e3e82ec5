create or replace function widgets.get_widget(
  inout serial_number text,
  out name text,
  out ports text,
  out peers text[]
)
returns record
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  wanted constant text := serial_number;
begin
  select w.serial_number, w.name, w.ports, w.peers
  into serial_number, name, ports, peers
  from widgets_store.widgets w
  where w.serial_number = wanted;
  if not found then
    perform widgets_store.check_serial_number('serial_number', wanted);
    perform widgets_store.refuse('widget_exists', 'serial_number', wanted);
  end if;
end
$$;

comment on function widgets.get_widget(text) is
  'Get a widget

Answers a widget with its name, its ports in the order of the alphabet (such as PPR) and, for each port in turn, the serial number of the widget at its other end, null while the port is free.';

revoke execute on function widgets.get_widget(text) from public;
