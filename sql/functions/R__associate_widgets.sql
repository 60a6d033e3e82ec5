-- array_position(peers, null, strpos(ports, letter)) is the first free port at or after the first port of that letter. It
-- is a free port of that letter if ports has the letter at that position. If ports lacks the letter, strpos returns 0;
-- array_position accepts that as a start, and ports does not have the letter at any position.
create or replace function widgets.associate_widgets(
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
  half_done boolean := false;
begin
  if (serial_number <> peer_serial_number and port is not null) is not true then
    perform widgets_store.check_input('associate_widgets', serial_number, peer_serial_number, port => letter);
  end if;
  if higher_one collate "C" < lower_one then
    lower_one := peer_serial_number;
    higher_one := serial_number;
  end if;

  -- The order of locks: the lower serial number first. In the second round both are locked and allow the association.
  for round in 1 .. 2 loop
    if not half_done then
      update widgets_store.widgets w
      set peers[array_position(w.peers, null, strpos(w.ports, letter))] = higher_one
      where w.serial_number = lower_one
        and substr(w.ports, array_position(w.peers, null, strpos(w.ports, letter)), 1) = letter
        and substr(w.ports, array_position(w.peers, higher_one, strpos(w.ports, letter)), 1) is distinct from letter;
      half_done := found;
    end if;
    if half_done then
      update widgets_store.widgets w
      set peers[array_position(w.peers, null, strpos(w.ports, letter))] = lower_one
      where w.serial_number = higher_one
        and substr(w.ports, array_position(w.peers, null, strpos(w.ports, letter)), 1) = letter;
      if found then
        --history insert into widgets_store.history (operation, serial_number, peer_serial_number, port)
        --history values ('associate_widgets', serial_number, peer_serial_number, letter);
        return 'Widgets associated.';
      end if;
    end if;
    perform widgets_store.check_pair('associate_widgets', serial_number, peer_serial_number, port, half_done);
  end loop;
  perform widgets_store.refuse('registry_is_busy', '',
    format('"%s" and "%s" were changed meanwhile.', serial_number, peer_serial_number));
end
$$;

comment on function widgets.associate_widgets(text, text, widgets.port_type) is
  'Associate two widgets

Associates two widgets through a free port of the given type on each. Both ports are then in use. Two widgets can be associated only once on each port type.';

revoke execute on function widgets.associate_widgets(text, text, widgets.port_type) from public;
