create or replace function widgets_store.check_association(
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
  lower_one constant text := least(serial_number collate "C", peer_serial_number);
  argument text;
  ports text;
  peers text[];
  peer text;
begin
  perform widgets_store.lock_pair(serial_number, peer_serial_number, port);

  -- A half that this very call has done already is no association, and has had its free port.
  select w.ports, w.peers
  into ports, peers
  from widgets_store.widgets w
  where w.serial_number = lower_one;
  peer := greatest(serial_number collate "C", peer_serial_number);
  if not half_done and substr(ports, array_position(peers, peer, strpos(ports, letter)), 1) = letter then
    perform widgets_store.refuse('association_is_unique_per_port', 'port', serial_number, peer_serial_number, letter);
  end if;

  foreach argument in array array['serial_number', 'peer_serial_number'] loop
    peer := case argument when 'serial_number' then serial_number else peer_serial_number end;
    continue when half_done and peer = lower_one;
    select w.ports, w.peers
    into ports, peers
    from widgets_store.widgets w
    where w.serial_number = peer;
    if substr(ports, array_position(peers, null, strpos(ports, letter)), 1) is distinct from letter then
      perform widgets_store.refuse('port_is_free', argument, peer, letter, ports);
    end if;
  end loop;
end
$$;

comment on function widgets_store.check_association(text, text, widgets.port_type, boolean) is
  'Locks two widgets and refuses what stands against their association; if it returns, nothing does, and nothing will until the transaction ends';

revoke execute on function widgets_store.check_association(text, text, widgets.port_type, boolean) from public;
