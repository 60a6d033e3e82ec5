create or replace function widgets_store.check_pair(
  operation text,
  serial_number text,
  peer_serial_number text,
  port widgets.port_type,
  half_done boolean
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  letter constant text := port;
  swapped constant boolean := peer_serial_number collate "C" < serial_number;
  lower_one constant text := case when swapped then peer_serial_number else serial_number end;
  higher_one constant text := case when swapped then serial_number else peer_serial_number end;
  lower_ports text;
  lower_peers text[];
  higher_ports text;
  higher_peers text[];
  violated record;
begin
  -- the order of locks: the lower serial number first
  select w.ports, w.peers
  into lower_ports, lower_peers
  from widgets_store.widgets w
  where w.serial_number = lower_one
  for no key update;
  select w.ports, w.peers
  into higher_ports, higher_peers
  from widgets_store.widgets w
  where w.serial_number = higher_one
  for no key update;

  -- the end that this very call has written is no association yet
  if half_done then
    lower_peers[array_position(lower_peers, higher_one, strpos(lower_ports, letter))] := null;
  end if;

  if swapped then
    violated := widgets_store.violated_rule(operation, serial_number, peer_serial_number, null, letter,
      higher_ports, higher_peers, lower_ports, lower_peers);
  else
    violated := widgets_store.violated_rule(operation, serial_number, peer_serial_number, null, letter,
      lower_ports, lower_peers, higher_ports, higher_peers);
  end if;
  if violated.rule is not null then
    perform widgets_store.refuse(violated.rule, violated.argument, variadic violated.details);
  end if;
end
$$;

comment on function widgets_store.check_pair(text, text, text, widgets.port_type, boolean) is
  'Locks two widgets in the order of their serial numbers and raises the refusal of an operation on them. If it returns, the operation is allowed, and remains so until the transaction ends. half_done: the caller has already written the end of the lower serial number';

revoke execute on function widgets_store.check_pair(text, text, text, widgets.port_type, boolean) from public;
