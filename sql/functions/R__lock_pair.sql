create or replace function widgets_store.lock_pair(
  serial_number text,
  peer_serial_number text,
  port widgets.port_type
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  has_serial_number boolean;
  has_peer_serial_number boolean;
begin
  perform widgets_store.check_serial_number('serial_number', serial_number);
  perform widgets_store.check_serial_number('peer_serial_number', peer_serial_number);
  if port is null then
    perform widgets_store.refuse('port_is_p_q_or_r', 'port', 'port is null.');
  end if;
  if serial_number = peer_serial_number then
    perform widgets_store.refuse('no_self_association', 'peer_serial_number', serial_number);
  end if;

  -- the order of locks: the lower serial number first
  if serial_number collate "C" < peer_serial_number then
    has_serial_number := widgets_store.lock_widget(serial_number);
    has_peer_serial_number := widgets_store.lock_widget(peer_serial_number);
  else
    has_peer_serial_number := widgets_store.lock_widget(peer_serial_number);
    has_serial_number := widgets_store.lock_widget(serial_number);
  end if;

  if not has_serial_number then
    perform widgets_store.refuse('widget_exists', 'serial_number', serial_number);
  end if;
  if not has_peer_serial_number then
    perform widgets_store.refuse('widget_exists', 'peer_serial_number', peer_serial_number);
  end if;
end
$$;

comment on function widgets_store.lock_pair(text, text, widgets.port_type) is
  'Locks two widgets in the order of their serial numbers; refuses wrong input, one widget twice, a widget that is not there';

revoke execute on function widgets_store.lock_pair(text, text, widgets.port_type) from public;
