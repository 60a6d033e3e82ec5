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
set plan_cache_mode = force_generic_plan
--citus set plan_cache_mode = auto
as $$
declare
  wanted constant text := serial_number;
begin
  select w.serial_number, w.name, w.ports, w.peers
  into serial_number, name, ports, peers
  from widgets_store.widgets w
  where w.serial_number = wanted;
  if not found then
    perform widgets_store.check_input('get_widget', wanted);
    perform widgets_store.refuse('widget_exists', 'serial_number', wanted);
  end if;
end
$$;

comment on function widgets.get_widget(text) is
  'Get a widget

Returns a widget with its name, its ports in alphabetical order (such as PPR) and its peers: for each port, the serial number of the widget at the other end, or null while the port is free.';

revoke execute on function widgets.get_widget(text) from public;
