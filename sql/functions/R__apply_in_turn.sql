-- The second and the third step of apply, with whose settings and plans it runs: decides the operations one after the other on
-- the locked rows, as if each saw what those before it have changed, and writes each widget that changed once. If a statement
-- of apply has written all operations that are allowed, it only finds out why the others are refused.
--
-- locked_widgets is an array of widgets_store.locked_widget. Citus could not create a function with that type on its nodes.
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
  locked_widgets anyarray,
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
  locked text[];    -- serial numbers in order; the arrays below use the same positions
  ctids tid[];
  letters text[];   -- null while the widget counts as missing
  peers_1 text[];
  peers_2 text[];
  peers_3 text[];
  inserted boolean[];
  touched boolean[];
  remade integer[]; -- the item that has added the widget again after a removal
  allowed integer := 0; -- the number of operations that the loop allows although it need not write them
  renamed integer[]; -- the item that has renamed the widget last; null if no item has renamed any
  places integer[]; -- positions in locked of serial_numbers; null if the two are equal
  operation text;
  port text;
  one text;
  other text;
  peer text;
  here integer;
  there integer;
  one_port integer;
  other_port integer;
  details text[];
  violated record;
  refusal record;
  --citus held text[];      -- widgets that other transactions have locked
  --citus changed integer[]; -- positions in locked
  --history given constant text[] := names;
  --history known text[];     -- names by position in locked, if any item renames
  --history old_names text[];
  --history refused integer[] := '{}';
  --history decided_at constant timestamp with time zone := clock_timestamp();
  --history subjects constant text[] := nullif(current_setting('widgets.subjects', true), '')::text[];
  --history subject constant text := coalesce(nullif(current_setting('widgets.subject', true), ''),
  --history   nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub');
begin
  select
    array_agg(l.serial_number),
    array_agg(l.ctid),
    array_agg(l.ports),
    array_agg(l.peers[1]),
    array_agg(l.peers[2]),
    array_agg(l.peers[3])
  into locked, ctids, letters, peers_1, peers_2, peers_3
  from unnest(locked_widgets) l;
  --citus held := array(
  --citus   select s.serial_number
  --citus   from unnest(serial_numbers) s (serial_number)
  --citus   except
  --citus   select l.serial_number
  --citus   from unnest(locked) l (serial_number));
  --citus if cardinality(held) > 0 then
  --citus   select array_agg(w.serial_number)
  --citus   into held
  --citus   from widgets_store.widgets w
  --citus   where w.serial_number = any (held);
  --citus end if;
  if locked is distinct from serial_numbers then
    places := widgets_store.places(serial_numbers, locked);
  end if;
  --history if 'rename_widget' = any (operations) then
  --history   old_names := array_fill(null::text, array[cardinality(operations)]);
  --history   select array_agg(w.name::text order by w.serial_number)
  --history   into known
  --history   from widgets_store.widgets w
  --history   where w.serial_number = any (locked);
  --history end if;
  if added is not null then
    foreach here in array widgets_store.places(added, locked) loop
      letters[here] := null;
      inserted[here] := true;
    end loop;
  end if;

  touched := array_fill(false, array[coalesce(cardinality(locked), 0)]);
  remade := array_fill(null::integer, array[coalesce(cardinality(locked), 0)]);

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
      if operation = 'associate_widgets' then
        one_port := case
          when peers_1[here] = other and substr(letters[here], 1, 1) = port then null
          when peers_2[here] = other and substr(letters[here], 2, 1) = port then null
          when peers_3[here] = other and substr(letters[here], 3, 1) = port then null
          when peers_1[here] is null and substr(letters[here], 1, 1) = port then 1
          when peers_2[here] is null and substr(letters[here], 2, 1) = port then 2
          when peers_3[here] is null and substr(letters[here], 3, 1) = port then 3
        end;
        other_port := case
          when peers_1[there] is null and substr(letters[there], 1, 1) = port then 1
          when peers_2[there] is null and substr(letters[there], 2, 1) = port then 2
          when peers_3[there] is null and substr(letters[there], 3, 1) = port then 3
        end;
      else
        one_port := case
          when peers_1[here] = other and substr(letters[here], 1, 1) = port then 1
          when peers_2[here] = other and substr(letters[here], 2, 1) = port then 2
          when peers_3[here] = other and substr(letters[here], 3, 1) = port then 3
        end;
        other_port := case
          when peers_1[there] = one and substr(letters[there], 1, 1) = port then 1
          when peers_2[there] = one and substr(letters[there], 2, 1) = port then 2
          when peers_3[there] = one and substr(letters[there], 3, 1) = port then 3
        end;
      end if;
      if one <> other and one_port > 0 and other_port > 0 then
        if written is not null then
          allowed := allowed + 1;
          continue;
        end if;
        if operation = 'remove_association' then
          one := null;
          other := null;
        end if;
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
        continue;
      end if;

    elsif operation = 'add_widget' then
      if letters[here] is null
        and here is not null
        and length(names[i]) <= 255
        and length(port) between 1 and 3
        and port ~ '^P*Q*R*$'
      then
        -- the first addition to take effect is the one that the row was inserted for
        if inserted[here] then
          inserted[here] := false;
        else
          remade[here] := i;
        end if;
        letters[here] := port;
        --history if known is not null then
        --history   known[here] := names[i];
        --history end if;
        continue;
      end if;

    elsif operation = 'remove_widget' then
      if letters[here] is not null
        and array_remove(array[peers_1[here], peers_2[here], peers_3[here]], null) <@ locked
      then
        foreach peer in array array_remove(array[peers_1[here], peers_2[here], peers_3[here]], null) loop
          there := array_position(locked, peer);
          peers_1[there] := nullif(peers_1[there], one);
          peers_2[there] := nullif(peers_2[there], one);
          peers_3[there] := nullif(peers_3[there], one);
          touched[there] := true;
        end loop;
        letters[here] := null;
        peers_1[here] := null;
        peers_2[here] := null;
        peers_3[here] := null;
        continue;
      end if;

    elsif operation = 'rename_widget' then
      if letters[here] is not null and length(names[i]) <= 255 then
        --history old_names[i] := known[here];
        --history known[here] := names[i];
        if remade[here] is not null then
          names[remade[here]] := names[i];
        else
          if renamed is null then
            renamed := array_fill(null::integer, array[cardinality(locked)]);
          end if;
          renamed[here] := i;
        end if;
        continue;
      end if;

    else
      raise exception using
        errcode = '22023',
        message = 'There is no such operation.',
        hint = format('Operation %s is %L.', i, operation);
    end if;

    violated := widgets_store.violated_rule(operation, one, other, names[i], port,
      letters[here], array[peers_1[here], peers_2[here], peers_3[here]],
      letters[there], array[peers_1[there], peers_2[there], peers_3[there]]);
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
      from unnest(array[peers_1[here], peers_2[here], peers_3[here]]) p (peer)
      where p.peer <> all (locked)
        and p.peer <> all (array(
          select w.serial_number
          from widgets_store.widgets w
          where w.serial_number = any (array[peers_1[here], peers_2[here], peers_3[here]])))
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
    if written <> 2 * allowed then
      raise exception using
        errcode = 'XX000',
        message = 'The operations that were written are not those that are allowed.';
    end if;
  else
    if array_position(letters, null) is not null then
      delete from widgets_store.widgets w
      where w.serial_number = any (array(
        select locked[l.place]
        from unnest(letters) with ordinality l (letters, place)
        where l.letters is null));
    end if;
    --citus changed := array(
    --citus   select t.place
    --citus   from unnest(touched, letters, remade, renamed) with ordinality t (touched, letters, remade, renamed, place)
    --citus   where t.touched
    --citus     and t.letters is not null
    --citus     and coalesce(t.remade, t.renamed) is null);
    --citus perform widgets_store.write_widgets(
    --citus   array(select locked[c] from unnest(changed) c),
    --citus   null,
    --citus   null,
    --citus   array(select peers_1[c] from unnest(changed) c),
    --citus   array(select peers_2[c] from unnest(changed) c),
    --citus   array(select peers_3[c] from unnest(changed) c));
    --citus changed := array(
    --citus   select t.place
    --citus   from unnest(letters, remade, renamed) with ordinality t (letters, remade, renamed, place)
    --citus   where t.letters is not null
    --citus     and coalesce(t.remade, t.renamed) is not null);
    --citus perform widgets_store.write_widgets(
    --citus   array(select locked[c] from unnest(changed) c),
    --citus   array(select names[coalesce(remade[c], renamed[c])] from unnest(changed) c),
    --citus   array(select letters[c] from unnest(changed) c),
    --citus   array(select peers_1[c] from unnest(changed) c),
    --citus   array(select peers_2[c] from unnest(changed) c),
    --citus   array(select peers_3[c] from unnest(changed) c));
    --citus /*
    update widgets_store.widgets w
    set peers = (array[peers_1[t.place], peers_2[t.place], peers_3[t.place]])[1:length(w.ports)]
    from unnest(touched, letters, remade, ctids, locked) with ordinality t (touched, letters, remade, ctid, serial_number, place)
    where t.touched
      and t.letters is not null
      and t.remade is null
      and w.ctid = t.ctid
      and w.serial_number = t.serial_number;
    if renamed is not null then
      update widgets_store.widgets w
      set name = names[t.renamed]
      from unnest(renamed, letters, remade) with ordinality t (renamed, letters, remade, place)
      where t.renamed is not null
        and t.letters is not null
        and t.remade is null
        and w.serial_number = locked[t.place];
    end if;
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
    --citus */
  end if;

  -- A microsecond an item keeps them in order: the loop above has taken longer than that for each.
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
  --history from unnest(operations, firsts, seconds, ports, given, old_names, subjects)
  --history   with ordinality i (operation, first, second, ports, name, old_name, subject, item)
  --history where i.item <> all (refused)
  --history   and (i.operation <> 'rename_widget' or i.name <> i.old_name);
end
$$;

comment on function widgets_store.apply_in_turn(text, text[], text[], integer[], integer[], text[], text[], text[], text[], anyarray, integer) is
  'Decides the operations of a batch one after the other on the locked rows, writes what they change unless that has been written, and returns a row for each that is refused';

revoke execute on function widgets_store.apply_in_turn(text, text[], text[], integer[], integer[], text[], text[], text[], text[], anyarray, integer) from public;
