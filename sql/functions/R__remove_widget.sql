-- The function learns the peers by reading, and they may have changed by the time that all rows are locked. It then leaves
-- the block by an exception, which releases the locks, and starts over. Keeping the locks would break the order of locks.
create or replace function widgets.remove_widget(serial_number text)
returns text
language plpgsql
volatile
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
--citus set plan_cache_mode = auto
as $$
declare
  ports_seen text;
  ports_locked text;
  peers_seen text[];
  peers_locked text[];
  missing text[];
  one text;
  letter text;
begin
  if (length(serial_number) between 1 and 255) is not true then
    perform widgets_store.check_input('remove_widget', serial_number);
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

      -- a widget without peers needs no lock but its own
      if cardinality(array_remove(peers_seen, null)) = 0 then
        delete from widgets_store.widgets w
        where w.serial_number = remove_widget.serial_number
          and w.peers = peers_seen;
        if found then
          --history insert into widgets_store.history (operation, serial_number)
          --history values ('remove_widget', serial_number);
          return 'Widget removed.';
        end if;
        raise exception using errcode = 'WC001', message = 'The peers have changed.';
      end if;

      -- the order of locks: by serial number, the widget's own among them
      missing := '{}';
      for one in
        select distinct p.serial_number collate "C"
        from unnest(peers_seen || serial_number) p (serial_number)
        where p.serial_number is not null
        order by 1
      loop
        if not widgets_store.lock_widget(one) then
          missing := missing || one;
        end if;
      end loop;
      select w.ports, w.peers
      into ports_locked, peers_locked
      from widgets_store.widgets w
      where w.serial_number = remove_widget.serial_number;

      -- if the widget itself is missing, an equal one that was added since is not locked
      if serial_number = any (missing)
        or ports_locked is distinct from ports_seen
        or peers_locked is distinct from peers_seen
      then
        raise exception using errcode = 'WC001', message = 'The peers have changed.';
      end if;
      if cardinality(missing) > 0 then
        perform 1
        from widgets_store.widgets w
        where w.serial_number = any (missing);
        if found then
          raise exception using errcode = 'WC001', message = 'The peers have changed.';
        end if;
        perform widgets_store.refuse('associations_are_sound', 'serial_number',
          format('A port of "%s" leads to "%s", which does not exist.', serial_number, missing[1]));
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
      --history insert into widgets_store.history (operation, serial_number)
      --history values ('remove_widget', serial_number);
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

Removes a widget together with its associations. The ports at the other ends are then free.';

revoke execute on function widgets.remove_widget(text) from public;
