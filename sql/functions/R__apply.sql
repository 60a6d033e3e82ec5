-- Three steps, whatever the operations are: lock and read every widget that is named, decide one operation after the other
-- over what was read, write each widget that changed once. So there is no subtransaction, a refused operation leaves the
-- others alone, and a widget that many operations meet on costs one update.
--
-- The order of locks. First the widgets to be added are inserted, in the order of their serial numbers; until its operation
-- acts such a row counts as missing. Then all rows are locked in that order. An insertion waits for nothing but an insertion or a removal
-- of the same serial number; whoever locks rows never waits for a row that is not committed. So those that insert
-- may wait for each other, in order, and for those that lock, never the other way round.
--
-- What cannot be decided with the rows that are locked, a removal whose peers have changed or an addition after a removal
-- by another, is refused as registry_is_busy and is to be sent again alone.
--
-- Joins go by the key whatever the statistics say, because the plans are kept for the life of a session.
create or replace function widgets_admin.apply(
  acting_role text,
  serial_numbers text[],
  operations text[],
  firsts integer[],
  seconds integer[],
  ports text[],
  names text[]
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
security definer
set search_path = ''
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
  forbidden constant text[] := widgets_store.forbidden(acting_role, operations);
  locked text[];    -- serial numbers in order; the arrays below have the same places
  letters text[];   -- null while the widget counts as missing
  peers_1 text[];
  peers_2 text[];
  peers_3 text[];
  inserted boolean[];
  touched boolean[];
  remade integer[]; -- the item that has added the widget anew
  places integer[]; -- from serial_numbers to locked; null if they are the same
  added text[];
  removed text[];
  operation text;
  port text;
  one text;
  other text;
  here integer;
  there integer;
  one_port integer;
  other_port integer;
  details text[];
begin
  if 'add_widget' = any (operations) and 'add_widget' <> all (forbidden) then
    added := widgets_store.insert_widgets(serial_numbers, operations, firsts, ports, names);
  end if;

  if 'remove_widget' = any (operations) then
    select array_agg(p.peer)
    into removed
    from unnest(operations, firsts) i (operation, first)
    join widgets_store.widgets w on w.serial_number = serial_numbers[i.first]
    cross join lateral unnest(w.peers) p (peer)
    where i.operation = 'remove_widget'
      and i.operation <> all (forbidden)
      and p.peer is not null;
  end if;

  select
    array_agg(l.serial_number),
    array_agg(l.ports::text),
    array_agg(l.peers[1]),
    array_agg(l.peers[2]),
    array_agg(l.peers[3]),
    array_agg(false),
    array_agg(null::integer)
  into locked, letters, peers_1, peers_2, peers_3, touched, remade
  from (
    select w.serial_number, w.ports, w.peers
    from widgets_store.widgets w
    where w.serial_number = any (serial_numbers || removed)
    order by w.serial_number
    for no key update
  ) l;
  if locked is distinct from serial_numbers then
    places := widgets_store.places(serial_numbers, locked);
  end if;
  foreach here in array coalesce(widgets_store.places(added, locked), '{}') loop
    letters[here] := null;
    inserted[here] := true;
  end loop;

  for i in 1 .. coalesce(cardinality(operations), 0) loop
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
    argument := 'serial_number';

    if operation = any (forbidden) then
      rule := 'forbidden';
    elsif length(one) between 1 and 255 is not true then
      rule := 'serial_number_has_1_to_255_characters';
      details := array[coalesce('serial_number has ' || length(one) || ' characters.', 'serial_number is null.')];

    elsif operation in ('associate_widgets', 'remove_association') then
      if length(other) between 1 and 255 is not true then
        rule := 'serial_number_has_1_to_255_characters';
        argument := 'peer_serial_number';
        details := array[coalesce('peer_serial_number has ' || length(other) || ' characters.',
          'peer_serial_number is null.')];
      elsif port in ('P', 'Q', 'R') is not true then
        rule := 'port_is_p_q_or_r';
        argument := 'port';
        details := array[coalesce('port is ' || port || '.', 'port is null.')];
      elsif one = other then
        rule := 'no_self_association';
        argument := 'peer_serial_number';
        details := array[one];
      elsif letters[here] is null then
        rule := 'widget_exists';
        details := array[one];
      elsif letters[there] is null then
        rule := 'widget_exists';
        argument := 'peer_serial_number';
        details := array[other];
      else
        one_port := case
          when peers_1[here] = other and substr(letters[here], 1, 1) = port then 1
          when peers_2[here] = other and substr(letters[here], 2, 1) = port then 2
          when peers_3[here] = other and substr(letters[here], 3, 1) = port then 3
        end;
        if operation = 'remove_association' then
          other_port := case
            when peers_1[there] = one and substr(letters[there], 1, 1) = port then 1
            when peers_2[there] = one and substr(letters[there], 2, 1) = port then 2
            when peers_3[there] = one and substr(letters[there], 3, 1) = port then 3
          end;
          if one_port is null then
            rule := 'association_exists';
          elsif other_port is null then
            raise exception using
              errcode = 'XX001',
              message = 'An association has one end only.',
              detail = 'association_is_symmetric',
              hint = format('"%s" and "%s", port %s: see widgets_admin.check_integrity().', one, other, port);
          end if;
          argument := 'port';
          details := array[one, other, port];
          one := null; -- what the ports lead to from then on
          other := null;
        elsif one_port is not null then
          rule := 'association_is_unique_per_port';
          argument := 'port';
          details := array[one, other, port];
        else
          one_port := case
            when peers_1[here] is null and substr(letters[here], 1, 1) = port then 1
            when peers_2[here] is null and substr(letters[here], 2, 1) = port then 2
            when peers_3[here] is null and substr(letters[here], 3, 1) = port then 3
          end;
          other_port := case
            when peers_1[there] is null and substr(letters[there], 1, 1) = port then 1
            when peers_2[there] is null and substr(letters[there], 2, 1) = port then 2
            when peers_3[there] is null and substr(letters[there], 3, 1) = port then 3
          end;
          if one_port is null then
            rule := 'port_is_free';
            details := array[one, port, letters[here]];
          elsif other_port is null then
            rule := 'port_is_free';
            argument := 'peer_serial_number';
            details := array[other, port, letters[there]];
          end if;
        end if;
        if rule is null then
          case one_port
            when 1 then peers_1[here] := other;
            when 2 then peers_2[here] := other;
            when 3 then peers_3[here] := other;
          end case;
          case other_port
            when 1 then peers_1[there] := one;
            when 2 then peers_2[there] := one;
            when 3 then peers_3[there] := one;
          end case;
          touched[here] := true;
          touched[there] := true;
        end if;
      end if;

    elsif operation = 'add_widget' then
      if length(names[i]) <= 255 is not true then
        rule := 'name_has_at_most_255_characters';
        argument := 'name';
        details := array[coalesce('name has ' || length(names[i]) || ' characters.', 'name is null.')];
      elsif (length(port) between 1 and 3 and port ~ '^P*Q*R*$') is not true then
        rule := 'widget_has_1_to_3_ports';
        argument := 'ports';
        details := array[coalesce('ports is ' || port || '.', 'ports is null.')];
      elsif letters[here] is not null then
        rule := 'serial_number_is_unique';
        details := array[one];
      elsif here is null then
        rule := 'registry_is_busy';
        details := array[format('"%s" was removed meanwhile.', one)];
      else
        -- the first one that acts on an inserted row is the one that it was inserted for
        if inserted[here] then
          inserted[here] := false;
        else
          remade[here] := i;
        end if;
        letters[here] := port;
      end if;

    elsif operation = 'remove_widget' then
      details := array[one];
      if letters[here] is null then
        rule := 'widget_exists';
      elsif array_remove(array[peers_1[here], peers_2[here], peers_3[here]], null) <@ locked is not true then
        rule := 'registry_is_busy';
      else
        foreach other in array array_remove(array[peers_1[here], peers_2[here], peers_3[here]], null) loop
          there := array_position(locked, other);
          peers_1[there] := nullif(peers_1[there], one);
          peers_2[there] := nullif(peers_2[there], one);
          peers_3[there] := nullif(peers_3[there], one);
          touched[there] := true;
        end loop;
        letters[here] := null;
        peers_1[here] := null;
        peers_2[here] := null;
        peers_3[here] := null;
      end if;

    else
      raise exception using
        errcode = '22023',
        message = 'There is no such operation.',
        hint = format('Operation %s is %L.', i, operation);
    end if;

    if rule is not null then
      item := i;
      if rule = 'forbidden' then
        code := '42501';
        message := 'permission denied for function ' || operation;
        rule := null;
        hint := null;
      else
        select r.code, r.message, r.hint
        into code, message, hint
        from widgets_store.refusal(rule, details) r;
      end if;
      return next;
    end if;
  end loop;

  if array_position(letters, null) is not null then
    delete from widgets_store.widgets w
    where w.serial_number = any (array(
      select locked[l.place]
      from unnest(letters) with ordinality l (letters, place)
      where l.letters is null));
  end if;
  update widgets_store.widgets w
  set peers = (array[peers_1[t.place], peers_2[t.place], peers_3[t.place]])[1:length(w.ports)]
  from unnest(touched, letters, remade) with ordinality t (touched, letters, remade, place)
  where t.touched
    and t.letters is not null
    and t.remade is null
    and w.serial_number = locked[t.place];
  if cardinality(array_remove(remade, null)) > 0 then
    update widgets_store.widgets w
    set name = names[t.remade],
      ports = t.letters,
      peers = (array[peers_1[t.place], peers_2[t.place], peers_3[t.place]])[1:length(t.letters)]
    from unnest(letters, remade) with ordinality t (letters, remade, place)
    where t.letters is not null
      and t.remade is not null
      and w.serial_number = locked[t.place];
  end if;
end
$$;

comment on function widgets_admin.apply(text, text[], text[], integer[], integer[], text[], text[]) is
  'Does many operations in one transaction, one after the other, and answers a row for each that was refused. serial_numbers are all that are named, each once, in ascending order; firsts and seconds are places in them. Acts for acting_role, which the user may become; null is the user';

revoke execute on function widgets_admin.apply(text, text[], text[], integer[], integer[], text[], text[]) from public;
