create or replace function widgets_store.lock_widget(serial_number text)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  perform 1
  from widgets_store.widgets w
  where w.serial_number = lock_widget.serial_number
  for no key update;
  return found;
end
$$;

comment on function widgets_store.lock_widget(text) is
  'Locks a widget until the transaction ends, as an update does. False if it does not exist';

revoke execute on function widgets_store.lock_widget(text) from public;
