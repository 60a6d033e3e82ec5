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
set plan_cache_mode = force_generic_plan
--citus set plan_cache_mode = auto
as $$
declare
  letter constant text := port;
  lower_one text := serial_number;
  higher_one text := peer_serial_number;
begin
  if (serial_number <> peer_serial_number and port is not null) is not true then
    perform widgets_store.check_input('remove_association', serial_number, peer_serial_number, port => letter);
  end if;
  if higher_one collate "C" < lower_one then
    lower_one := peer_serial_number;
    higher_one := serial_number;
  end if;

  -- The order of locks: the lower serial number first. In the second round both are locked and associated.
  for round in 1 .. 2 loop
    update widgets_store.widgets w
    set peers[array_position(w.peers, higher_one, strpos(w.ports, letter))] = null
    where w.serial_number = lower_one
      and substr(w.ports, array_position(w.peers, higher_one, strpos(w.ports, letter)), 1) = letter;
    if found then
      for attempt in 1 .. 2 loop
        update widgets_store.widgets w
        set peers[array_position(w.peers, lower_one, strpos(w.ports, letter))] = null
        where w.serial_number = higher_one
          and substr(w.ports, array_position(w.peers, lower_one, strpos(w.ports, letter)), 1) = letter;
        if found then
          --history insert into widgets_store.history (operation, serial_number, peer_serial_number, port)
          --history values ('remove_association', serial_number, peer_serial_number, letter);
          return 'Association removed.';
        end if;
        -- nodes of Citus commit one after the other: wait until an association that is new here is there, too
        perform widgets_store.lock_widget(higher_one);
      end loop;
      perform widgets_store.refuse('associations_are_sound', 'port',
        format('The association of "%s" and "%s" on port type %s has only one end.',
          serial_number, peer_serial_number, letter));
    end if;
    perform widgets_store.check_pair('remove_association', serial_number, peer_serial_number, port, false);
  end loop;
  perform widgets_store.refuse('registry_is_busy', '',
    format('"%s" and "%s" were changed meanwhile.', serial_number, peer_serial_number));
end
$$;

comment on function widgets.remove_association(text, text, widgets.port_type) is
  'Remove an association

Removes the association of two widgets on the given port type. Both ports are then free.';

revoke execute on function widgets.remove_association(text, text, widgets.port_type) from public;
