-- The peers are known by reading only, and may have changed by the time that all are locked. Then the block is left by an
-- exception, which gives the locks back, and all starts over: starting over with them would break the order of locks.
create or replace function widgets.remove_widget(serial_number text)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  ports_seen text;
  ports_locked text;
  peers_seen text[];
  peers_locked text[];
  one text;
  letter text;
begin
  if serial_number is null or length(serial_number) not between 1 and 255 then
    perform widgets_store.check_serial_number('serial_number', serial_number);
  end if;

  for round in 1 .. 20 loop
    begin
      select w.ports, w.peers
      into ports_seen, peers_seen
      from widgets_store.widgets w
      where w.serial_number = remove_widget.serial_number;
      if not found then
        perform widgets_store.refuse('widget_exists', 'serial_number', serial_number);
      end if;

      -- without peers one lock is all there is
      if cardinality(array_remove(peers_seen, null)) = 0 then
        delete from widgets_store.widgets w
        where w.serial_number = remove_widget.serial_number
          and w.peers = peers_seen;
        if found then
          return 'Widget removed.';
        end if;
        raise exception using errcode = 'WC001', message = 'The peers have changed.';
      end if;

      -- the order of locks: by serial number, its own among them
      for one in
        select distinct p.serial_number collate "C"
        from unnest(peers_seen || serial_number) p (serial_number)
        where p.serial_number is not null
        order by 1
      loop
        if not widgets_store.lock_widget(one) then
          -- gone, and perhaps there again as another widget with the same peers, whose lock is not held
          raise exception using errcode = 'WC001', message = 'The peers have changed.';
        end if;
      end loop;
      select w.ports, w.peers
      into ports_locked, peers_locked
      from widgets_store.widgets w
      where w.serial_number = remove_widget.serial_number;
      if ports_locked is distinct from ports_seen or peers_locked is distinct from peers_seen then
        raise exception using errcode = 'WC001', message = 'The peers have changed.';
      end if;

      for port in 1 .. cardinality(peers_seen) loop
        continue when peers_seen[port] is null;
        letter := substr(ports_seen, port, 1);
        update widgets_store.widgets w
        set peers[array_position(w.peers, remove_widget.serial_number, strpos(w.ports, letter))] = null
        where w.serial_number = peers_seen[port]
          and substr(w.ports, array_position(w.peers, remove_widget.serial_number, strpos(w.ports, letter)), 1) = letter;
      end loop;
      delete from widgets_store.widgets w
      where w.serial_number = remove_widget.serial_number;
      return 'Widget removed.';
    exception
      when sqlstate 'WC001' then
        null;
    end;
  end loop;
  perform widgets_store.refuse('registry_is_busy', 'serial_number',
    format('The peers of "%s" changed 20 times meanwhile.', serial_number));
end
$$;

comment on function widgets.remove_widget(text) is
  'Remove a widget

Removes a widget with its associations: the ports at the other ends are free from then on.';

revoke execute on function widgets.remove_widget(text) from public;
