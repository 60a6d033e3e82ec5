-- Keeps what both widgets agree on, which is one port each at most, and frees all other ports of the type that lead from
-- one to the other. It never makes an association.
create or replace function widgets_admin.repair_association(
  serial_number text,
  peer_serial_number text,
  port widgets.port_type
)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  letter constant text := port;
  lower_one text := serial_number;
  higher_one text := peer_serial_number;
  kept integer := 1;
  freed integer := 0;
  freed_here integer;
  seen integer;
  here text;
  there text;
  here_ports text;
  here_peers text[];
begin
  if higher_one collate "C" < lower_one then
    lower_one := peer_serial_number;
    higher_one := serial_number;
  end if;

  -- the order of locks: the lower serial number first
  perform widgets_store.lock_widget(lower_one);
  perform widgets_store.lock_widget(higher_one);
  if lower_one = higher_one
    or not exists (
      select 1
      from widgets.slots s
      where s.serial_number = lower_one and s.peer = higher_one and s.port = repair_association.port)
    or not exists (
      select 1
      from widgets.slots s
      where s.serial_number = higher_one and s.peer = lower_one and s.port = repair_association.port)
  then
    kept := 0;
  end if;

  for here, there in
    select x.here, x.there
    from (values (lower_one, higher_one), (higher_one, lower_one)) x (here, there)
  loop
    select w.ports, w.peers
    into here_ports, here_peers
    from widgets_store.widgets w
    where w.serial_number = here;
    continue when not found;

    seen := 0;
    freed_here := 0;
    for slot in 1 .. cardinality(here_peers) loop
      if here_peers[slot] = there and substr(here_ports, slot, 1) = letter then
        seen := seen + 1;
        if seen > kept then
          here_peers[slot] := null;
          freed_here := freed_here + 1;
        end if;
      end if;
    end loop;
    if freed_here > 0 then
      update widgets_store.widgets w
      set peers = here_peers
      where w.serial_number = here;
      freed := freed + freed_here;
    end if;
  end loop;
  --history if freed > 0 then
  --history   insert into widgets_store.history (operation, serial_number, peer_serial_number, port)
  --history   values ('repair_association', serial_number, peer_serial_number, letter);
  --history end if;
  return freed;
end
$$;

comment on function widgets_admin.repair_association(text, text, widgets.port_type) is
  'Repairs the ports of a type that lead from one of two widgets to the other, and returns how many it freed. It keeps one port each if each widget leads to the other, frees the rest, and never makes an association. A peer that does not exist has no ports';

revoke execute on function widgets_admin.repair_association(text, text, widgets.port_type) from public;
