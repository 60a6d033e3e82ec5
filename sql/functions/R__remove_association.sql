create or replace function widgets.remove_association(
  serial_number text,
  peer_serial_number text,
  port widgets.port_type
)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  letter constant text := port;
  lower_one text := serial_number;
  higher_one text := peer_serial_number;
begin
  if (serial_number <> peer_serial_number and port is not null) is not true then
    perform widgets_store.lock_pair(serial_number, peer_serial_number, port);
  end if;
  if higher_one collate "C" < lower_one then
    lower_one := peer_serial_number;
    higher_one := serial_number;
  end if;

  -- The order of locks: the lower serial number first. The second round finds both locked.
  for round in 1 .. 2 loop
    update widgets_store.widgets w
    set peers[array_position(w.peers, higher_one, strpos(w.ports, letter))] = null
    where w.serial_number = lower_one
      and substr(w.ports, array_position(w.peers, higher_one, strpos(w.ports, letter)), 1) = letter;
    if found then
      update widgets_store.widgets w
      set peers[array_position(w.peers, lower_one, strpos(w.ports, letter))] = null
      where w.serial_number = higher_one
        and substr(w.ports, array_position(w.peers, lower_one, strpos(w.ports, letter)), 1) = letter;
      if found then
        return 'Association removed.';
      end if;
      raise exception using
        errcode = 'XX001',
        message = 'An association has one end only.',
        detail = 'association_is_symmetric',
        hint = format('"%s" and "%s", port %s: see widgets_admin.check_integrity().',
          serial_number, peer_serial_number, letter);
    end if;
    perform widgets_store.lock_pair(serial_number, peer_serial_number, port);
    perform 1
    from widgets_store.widgets w
    where w.serial_number = lower_one
      and substr(w.ports, array_position(w.peers, higher_one, strpos(w.ports, letter)), 1) = letter;
    if not found then
      perform widgets_store.refuse('association_exists', 'port', serial_number, peer_serial_number, letter);
    end if;
  end loop;
  perform widgets_store.refuse('registry_is_busy', null,
    format('"%s" and "%s" changed meanwhile.', serial_number, peer_serial_number));
end
$$;

comment on function widgets.remove_association(text, text, widgets.port_type) is
  'Remove an association

Removes the association of two widgets on the given port type; both ports are free from then on.';

revoke execute on function widgets.remove_association(text, text, widgets.port_type) from public;
