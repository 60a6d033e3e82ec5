-- Called by apply, whose settings hold here, too. Decides the operations one after the other on the locked rows, as if each
-- operation saw the changes of those before it, and then writes each changed widget once. If apply has already written the
-- allowed operations, it only finds out why the others are refused.
--
-- locked is an array of widgets_store.locked_widget; Citus cannot create a function with a parameter of that type on its nodes.
create or replace function widgets_store.apply_in_turn(
  acting_role text,
  serial_numbers text[],
  operations text[],
  firsts integer[],
  seconds integer[],
  ports text[],
  names text[],
  forbidden text[],
  added text[],
  locked anyarray,
  written integer
)
returns table (
  item integer,
  code text,
  message text,
  rule text,
  argument text,
  hint text
)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
#variable_conflict use_variable
declare
  keys constant text[] := array(select l.serial_number from unnest(locked) l); -- the arrays below use the same positions
  inserted boolean[];
  touched boolean[] := array_fill(false, array[cardinality(keys)]);
  new_names text[] := array_fill(null::text, array[cardinality(keys)]); -- null while the name stays
  places integer[];  -- positions in keys of serial_numbers; null if the two are equal
  missing text[];    -- the widgets to be deleted
  allowed integer := 0; -- the number of operations that the loop allows although it need not write them
  associates boolean;
  operation text;
  port text;
  one text;
  other text;
  peer text;
  peers text[];
  here integer;
  there integer;
  one_port integer;
  other_port integer;
  details text[];
  violated record;
  refusal record;
  --citus held text[];      -- widgets that other transactions have locked
  --citus changed integer[]; -- positions in keys
  --history known text[];     -- names by position in keys, if any item renames
  --history old_names text[];
  --history refused integer[] := '{}';
  --history decided_at constant timestamp with time zone := clock_timestamp();
  --history subjects constant text[] := nullif(current_setting('widgets.subjects', true), '')::text[];
  --history subject constant text := coalesce(nullif(current_setting('widgets.subject', true), ''),
  --history   nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub');
begin
  --citus held := array(
  --citus   select s.serial_number
  --citus   from unnest(serial_numbers) s (serial_number)
  --citus   except
  --citus   select l.serial_number
  --citus   from unnest(keys) l (serial_number));
  --citus if cardinality(held) > 0 then
  --citus   select array_agg(w.serial_number)
  --citus   into held
  --citus   from widgets_store.widgets w
  --citus   where w.serial_number = any (held);
  --citus end if;
  if keys is distinct from serial_numbers then
    places := widgets_store.places(serial_numbers, keys);
  end if;
  --history if 'rename_widget' = any (operations) then
  --history   old_names := array_fill(null::text, array[cardinality(operations)]);
  --history   select array_agg(w.name::text order by w.serial_number)
  --history   into known
  --history   from widgets_store.widgets w
  --history   where w.serial_number = any (keys);
  --history end if;
  if added is not null then
    foreach here in array widgets_store.places(added, keys) loop
      locked[here].ports := null; -- it counts as missing
      locked[here].peers := null;
      inserted[here] := true;
    end loop;
  end if;

  for i in 1 .. case when written = cardinality(keys) then 0 else coalesce(cardinality(operations), 0) end loop
    operation := operations[i];
    port := ports[i];
    here := firsts[i];
    there := seconds[i];
    one := serial_numbers[here];
    other := serial_numbers[there];
    if places is not null then
      here := places[here];
      there := places[there];
    end if;
    rule := null;

    if operation = any (forbidden) then
      item := i;
      code := '42501';
      message := 'permission denied for function ' || operation;
      argument := null;
      hint := null;
      --history refused := refused || i;
      return next;
      continue;
    end if;

    -- Each branch first tests all of its rules at once. Which of them is violated, if not all hold, is decided below.
    if operation in ('associate_widgets', 'remove_association') then
      associates := operation = 'associate_widgets';
      one_port := array_position((locked[here]).peers, case when not associates then other end,
        coalesce(strpos((locked[here]).ports, port), 0));
      other_port := array_position((locked[there]).peers, case when not associates then one end,
        coalesce(strpos((locked[there]).ports, port), 0));
      if one <> other
        and substr((locked[here]).ports, one_port, 1) = port
        and substr((locked[there]).ports, other_port, 1) = port
        and (
          not associates
          or substr((locked[here]).ports, array_position((locked[here]).peers, other,
            coalesce(strpos((locked[here]).ports, port), 0)), 1) is distinct from port)
      then
        if written is not null then
          allowed := allowed + 1;
          continue;
        end if;
        locked[here].peers[one_port] := case when associates then other end;
        locked[there].peers[other_port] := case when associates then one end;
        touched[here] := true;
        touched[there] := true;
        continue;
      end if;

    elsif operation = 'add_widget' then
      if (locked[here]).ports is null
        and here is not null
        and length(names[i]) <= 255
        and length(port) between 1 and 3
        and port ~ '^P*Q*R*$'
      then
        -- the first addition to take effect is the one that the row was inserted for
        if inserted[here] then
          inserted[here] := false;
        else
          new_names[here] := names[i];
          touched[here] := true;
        end if;
        locked[here].ports := port;
        locked[here].peers := array_fill(null::text, array[length(port)]);
        --history if known is not null then
        --history   known[here] := names[i];
        --history end if;
        continue;
      end if;

    elsif operation = 'remove_widget' then
      peers := array_remove((locked[here]).peers, null);
      if peers <@ keys then
        locked[here].ports := null;
        locked[here].peers := null;
        foreach peer in array peers loop
          there := array_position(keys, peer);
          peers := array_replace((locked[there]).peers, one, null);
          locked[there].peers := peers;
          touched[there] := true;
        end loop;
        continue;
      end if;

    elsif operation = 'rename_widget' then
      if (locked[here]).ports is not null and length(names[i]) <= 255 then
        --history old_names[i] := known[here];
        --history known[here] := names[i];
        new_names[here] := names[i];
        touched[here] := true;
        continue;
      end if;

    else
      raise exception using
        errcode = '22023',
        message = 'There is no such operation.',
        hint = format('Operation %s is %L.', i, operation);
    end if;

    violated := widgets_store.violated_rule(operation, one, other, names[i], port,
      (locked[here]).ports, (locked[here]).peers, (locked[there]).ports, (locked[there]).peers);
    rule := violated.rule;
    argument := violated.argument;
    details := violated.details;
    --citus if rule = 'widget_exists' and details[1] = any (held) then
    --citus   rule := 'registry_is_busy';
    --citus   details := array[format('"%s" is locked by another transaction.', details[1])];
    --citus end if;
    if rule is null and operation = 'add_widget' then
      rule := 'registry_is_busy';
      details := array[format('"%s" was removed meanwhile.', one)];
    elsif rule is null and operation = 'remove_widget' then
      -- A peer that exists has come since, and is not locked. One that does not exist is damage, because this row is locked.
      select p.peer
      into peer
      from unnest((locked[here]).peers) p (peer)
      where p.peer <> all (keys)
        and p.peer <> all (array(
          select w.serial_number
          from widgets_store.widgets w
          where w.serial_number = any ((locked[here]).peers)))
      limit 1;
      rule := case when found then 'associations_are_sound' else 'registry_is_busy' end;
      details := array[case
        when found then format('A port of "%s" leads to "%s", which does not exist.', one, peer)
        else format('The peers of "%s" changed meanwhile.', one)
      end];
    end if;

    refusal := widgets_store.refusal(rule, details);
    item := i;
    code := refusal.code;
    message := refusal.message;
    hint := refusal.hint;
    --history refused := refused || i;
    return next;
  end loop;

  if written is not null then
    if written <> cardinality(keys) and written <> 2 * allowed then
      raise exception using
        errcode = 'XX000',
        message = 'The written rows do not match the allowed operations.';
    end if;
  else
    missing := array(select l.serial_number from unnest(locked) l where l.ports is null);
    if cardinality(missing) > 0 then
      delete from widgets_store.widgets w
      where w.serial_number = any (missing);
    end if;
    --citus changed := array(
    --citus   select t.place
    --citus   from unnest(touched) with ordinality t (touched, place)
    --citus   where t.touched
    --citus     and (locked[t.place]).ports is not null);
    --citus perform widgets_store.write_widgets(
    --citus   array(select keys[c] from unnest(changed) c),
    --citus   array(select new_names[c] from unnest(changed) c),
    --citus   array(select (locked[c]).ports from unnest(changed) c),
    --citus   array(select (locked[c]).peers[1] from unnest(changed) c),
    --citus   array(select (locked[c]).peers[2] from unnest(changed) c),
    --citus   array(select (locked[c]).peers[3] from unnest(changed) c));
    --citus /*
    update widgets_store.widgets w
    set name = coalesce(l.name::widgets_store.widget_name, w.name),
      ports = case when l.ports = w.ports then w.ports else l.ports::widgets_store.widget_ports end,
      peers = l.peers
    from unnest(locked, touched, new_names) l (ctid, serial_number, ports, peers, touched, name)
    where l.touched
      and l.ports is not null
      and w.ctid = l.ctid
      and w.serial_number = l.serial_number;
    --citus */
  end if;

  -- A microsecond an item keeps them in order: deciding each of them takes longer than that.
  --history insert into widgets_store.history
  --history   (done_at, operation, serial_number, peer_serial_number, port, ports, name, old_name, role, subject)
  --history select
  --history   decided_at + i.item * interval '1 microsecond',
  --history   i.operation,
  --history   serial_numbers[i.first],
  --history   serial_numbers[i.second],
  --history   case when i.second is not null then i.ports end,
  --history   case when i.second is null then i.ports end,
  --history   i.name,
  --history   i.old_name,
  --history   coalesce(acting_role, session_user),
  --history   coalesce(i.subject, subject)
  --history from unnest(operations, firsts, seconds, ports, names, old_names, subjects)
  --history   with ordinality i (operation, first, second, ports, name, old_name, subject, item)
  --history where i.item <> all (refused)
  --history   and (i.operation <> 'rename_widget' or i.name <> i.old_name);
end
$$;

comment on function widgets_store.apply_in_turn(text, text[], text[], integer[], integer[], text[], text[], text[], text[], anyarray, integer) is
  'Decides the operations of a batch one after the other on the locked rows, writes what they change unless that has been written, and returns a row for each that is refused';

revoke execute on function widgets_store.apply_in_turn(text, text[], text[], integer[], integer[], text[], text[], text[], text[], anyarray, integer) from public;
