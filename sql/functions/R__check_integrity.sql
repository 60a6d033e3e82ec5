-- An association consists of two slots, one at each end. All slots in use are grouped by their two ends and their type; a
-- group is sound if it has exactly one slot of each end. This takes one pass without a join. If the table is distributed
-- over several servers, there is no common snapshot, so each suspect is checked again under row locks before it is reported.
create or replace function widgets_admin.check_integrity()
returns table (
  violation text,
  serial_number text,
  peer_serial_number text,
  port widgets.port_type
)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  suspect record;
  there text;
  here_to_there bigint;
  there_to_here bigint;
begin
  for suspect in
    select
      least(s.serial_number, s.peer) as lower_one,
      greatest(s.serial_number, s.peer) as higher_one,
      s.port
    from widgets.slots s
    where s.peer is not null
    group by 1, 2, 3
    having count(*) <> 2
      or count(*) filter (where s.serial_number < s.peer) <> 1
  loop
    perform widgets_store.lock_widget(suspect.lower_one);
    perform widgets_store.lock_widget(suspect.higher_one);
    port := suspect.port;
    for serial_number, peer_serial_number in
      select x.here, x.there
      from (values (suspect.lower_one, suspect.higher_one), (suspect.higher_one, suspect.lower_one)) x (here, there)
    loop
      select count(*)
      into here_to_there
      from widgets.slots s
      where s.serial_number = check_integrity.serial_number
        and s.peer = check_integrity.peer_serial_number
        and s.port = check_integrity.port;
      continue when here_to_there = 0;

      select w.ports
      into there
      from widgets_store.widgets w
      where w.serial_number = check_integrity.peer_serial_number;
      select count(*)
      into there_to_here
      from widgets.slots s
      where s.serial_number = check_integrity.peer_serial_number
        and s.peer = check_integrity.serial_number
        and s.port = check_integrity.port;

      violation := case
        when serial_number = peer_serial_number then 'self'
        when there is null then 'dangling'
        when strpos(there, port::text) = 0 then 'wrong port'
        when there_to_here = 0 then 'asymmetric'
        when here_to_there > 1 then 'twice'
      end;
      if violation is not null then
        return next;
      end if;
      exit when serial_number = peer_serial_number;
    end loop;
  end loop;
end
$$;

comment on function widgets_admin.check_integrity() is
  'Returns a row for each damaged end of an association. The violation is self (the widget is its own peer), dangling (the peer does not exist), wrong port (the peer has no port of that type), asymmetric (the peer does not lead back) or twice (more than one port leads to the peer)';

revoke execute on function widgets_admin.check_integrity() from public;
