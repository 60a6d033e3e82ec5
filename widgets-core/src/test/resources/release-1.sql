--
-- PostgreSQL database dump
--

-- Dumped from database version 15.20 (Debian 15.20-0+deb12u1)
-- Dumped by pg_dump version 15.20 (Debian 15.20-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: widgets; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA widgets;

--
-- Name: SCHEMA widgets; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA widgets IS 'Registry of widgets and of the associations between their ports';

--
-- Name: widgets_admin; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA widgets_admin;

--
-- Name: SCHEMA widgets_admin; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA widgets_admin IS 'For operators and services: integrity check, sizes, release. Not to be exposed';

--
-- Name: widgets_store; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA widgets_store;

--
-- Name: SCHEMA widgets_store; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA widgets_store IS 'Where the registry is kept. For its owner alone: everyone else goes through the functions of schema widgets';

--
-- Name: port_type; Type: TYPE; Schema: widgets; Owner: -
--

CREATE TYPE widgets.port_type AS ENUM (
    'P',
    'Q',
    'R'
);

--
-- Name: TYPE port_type; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON TYPE widgets.port_type IS 'The types of ports: two widgets are associated through a free port of the same type on each';

--
-- Name: widget_name; Type: DOMAIN; Schema: widgets_store; Owner: -
--

CREATE DOMAIN widgets_store.widget_name AS text
	CONSTRAINT name_has_at_most_255_characters CHECK ((length(VALUE) <= 255));

--
-- Name: DOMAIN widget_name; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON DOMAIN widgets_store.widget_name IS 'A name: 0 to 255 characters';

--
-- Name: widget_ports; Type: DOMAIN; Schema: widgets_store; Owner: -
--

CREATE DOMAIN widgets_store.widget_ports AS text COLLATE pg_catalog."C"
	CONSTRAINT widget_has_1_to_3_ports CHECK ((((length(VALUE) >= 1) AND (length(VALUE) <= 3)) AND (VALUE ~ '^P*Q*R*$'::text)));

--
-- Name: DOMAIN widget_ports; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON DOMAIN widgets_store.widget_ports IS '1 to 3 ports in the order of the alphabet, such as PPR';

--
-- Name: add_widget(text, text, widgets.port_type[]); Type: FUNCTION; Schema: widgets; Owner: -
--

CREATE FUNCTION widgets.add_widget(serial_number text, name text, ports widgets.port_type[]) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
  letters text;
begin
  if serial_number is null or length(serial_number) not between 1 and 255 then
    perform widgets_store.check_serial_number('serial_number', serial_number);
  end if;
  if name is null or length(name) > 255 then
    perform widgets_store.refuse('name_has_at_most_255_characters', 'name',
      coalesce('name has ' || length(name) || ' characters.', 'name is null.'));
  end if;
  if ports is null or array_ndims(ports) is distinct from 1 or cardinality(ports) > 3 then
    perform widgets_store.refuse('widget_has_1_to_3_ports', 'ports',
      coalesce('ports has ' || cardinality(ports) || ' elements.', 'ports is null.'));
  end if;

  letters := repeat('P', cardinality(array_positions(ports, 'P'::widgets.port_type)))
    || repeat('Q', cardinality(array_positions(ports, 'Q'::widgets.port_type)))
    || repeat('R', cardinality(array_positions(ports, 'R'::widgets.port_type)));
  if length(letters) < cardinality(ports) then
    perform widgets_store.refuse('widget_has_1_to_3_ports', 'ports', 'ports has an element that is null.');
  end if;

  insert into widgets_store.widgets as w (serial_number, name, ports, peers)
  values (serial_number, name, letters, array_fill(null::text, array[length(letters)]))
  on conflict do nothing;
  if not found then
    perform widgets_store.refuse('serial_number_is_unique', 'serial_number', serial_number);
  end if;
  return 'Widget added.';
end
$$;

--
-- Name: FUNCTION add_widget(serial_number text, name text, ports widgets.port_type[]); Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON FUNCTION widgets.add_widget(serial_number text, name text, ports widgets.port_type[]) IS 'Add a widget

Adds a widget with a serial number of its own (1 to 255 characters), a name (0 to 255 characters, not unique) and 1 to 3 ports, all of them free. The order of the ports does not matter.';

--
-- Name: associate_widgets(text, text, widgets.port_type); Type: FUNCTION; Schema: widgets; Owner: -
--

CREATE FUNCTION widgets.associate_widgets(serial_number text, peer_serial_number text, port widgets.port_type) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
  letter constant text := port;
  lower_one text := serial_number;
  higher_one text := peer_serial_number;
  half_done boolean := false;
begin
  if (serial_number <> peer_serial_number and port is not null) is not true then
    perform widgets_store.lock_pair(serial_number, peer_serial_number, port);
  end if;
  if higher_one collate "C" < lower_one then
    lower_one := peer_serial_number;
    higher_one := serial_number;
  end if;

  -- The order of locks: the lower serial number first. The second round finds both locked, and what stood against it gone.
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
        return 'Widgets associated.';
      end if;
    end if;
    perform widgets_store.check_association(serial_number, peer_serial_number, port, half_done);
  end loop;
  perform widgets_store.refuse('registry_is_busy', null,
    format('"%s" and "%s" changed meanwhile.', serial_number, peer_serial_number));
end
$$;

--
-- Name: FUNCTION associate_widgets(serial_number text, peer_serial_number text, port widgets.port_type); Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON FUNCTION widgets.associate_widgets(serial_number text, peer_serial_number text, port widgets.port_type) IS 'Associate two widgets

Associates two widgets through a free port of the given type on each; both ports are taken from then on. Two widgets may be associated once on each port type.';

--
-- Name: get_widget(text); Type: FUNCTION; Schema: widgets; Owner: -
--

CREATE FUNCTION widgets.get_widget(INOUT serial_number text, OUT name text, OUT ports text, OUT peers text[]) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
  wanted constant text := serial_number;
begin
  select w.serial_number, w.name, w.ports, w.peers
  into serial_number, name, ports, peers
  from widgets_store.widgets w
  where w.serial_number = wanted;
  if not found then
    perform widgets_store.check_serial_number('serial_number', wanted);
    perform widgets_store.refuse('widget_exists', 'serial_number', wanted);
  end if;
end
$$;

--
-- Name: FUNCTION get_widget(INOUT serial_number text, OUT name text, OUT ports text, OUT peers text[]); Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON FUNCTION widgets.get_widget(INOUT serial_number text, OUT name text, OUT ports text, OUT peers text[]) IS 'Get a widget

Answers a widget with its name, its ports in the order of the alphabet (such as PPR) and, for each port in turn, the serial number of the widget at its other end, null while the port is free.';

--
-- Name: remove_association(text, text, widgets.port_type); Type: FUNCTION; Schema: widgets; Owner: -
--

CREATE FUNCTION widgets.remove_association(serial_number text, peer_serial_number text, port widgets.port_type) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
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

--
-- Name: FUNCTION remove_association(serial_number text, peer_serial_number text, port widgets.port_type); Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON FUNCTION widgets.remove_association(serial_number text, peer_serial_number text, port widgets.port_type) IS 'Remove an association

Removes the association of two widgets on the given port type; both ports are free from then on.';

--
-- Name: remove_widget(text); Type: FUNCTION; Schema: widgets; Owner: -
--

CREATE FUNCTION widgets.remove_widget(serial_number text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
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

--
-- Name: FUNCTION remove_widget(serial_number text); Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON FUNCTION widgets.remove_widget(serial_number text) IS 'Remove a widget

Removes a widget with its associations: the ports at the other ends are free from then on.';

--
-- Name: apply(text, text[], text[], integer[], integer[], text[], text[]); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.apply(acting_role text, serial_numbers text[], operations text[], firsts integer[], seconds integer[], ports text[], names text[]) RETURNS TABLE(item integer, code text, message text, rule text, argument text, hint text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    AS $_$
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
$_$;

--
-- Name: FUNCTION apply(acting_role text, serial_numbers text[], operations text[], firsts integer[], seconds integer[], ports text[], names text[]); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.apply(acting_role text, serial_numbers text[], operations text[], firsts integer[], seconds integer[], ports text[], names text[]) IS 'Does many operations in one transaction, one after the other, and answers a row for each that was refused. serial_numbers are all that are named, each once, in ascending order; firsts and seconds are places in them. Acts for acting_role, which the user may become; null is the user';

--
-- Name: check_integrity(); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.check_integrity() RETURNS TABLE(violation text, serial_number text, peer_serial_number text, port widgets.port_type)
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
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

--
-- Name: FUNCTION check_integrity(); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.check_integrity() IS 'A row for each end of an association that is not sound: self, dangling (no such peer), wrong port (the peer has none of that type), asymmetric (the peer does not point back), twice';

--
-- Name: claim_key(text, text, text, text); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.claim_key(role text, subject text, key text, fingerprint text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
  kept_fingerprint text;
  kept_answer text;
begin
  perform widgets_store.check_service(role);
  insert into widgets_store.idempotency_keys as k (role, subject, key, fingerprint, used_at)
  values (claim_key.role, claim_key.subject, claim_key.key, claim_key.fingerprint, now())
  on conflict on constraint idempotency_key_is_unique do update
  set fingerprint = excluded.fingerprint, answer = null, used_at = excluded.used_at
  where k.used_at < now() - interval '1 day';
  if found then
    return null;
  end if;

  select k.fingerprint, k.answer
  into kept_fingerprint, kept_answer
  from widgets_store.idempotency_keys k
  where k.role = claim_key.role
    and k.subject = claim_key.subject
    and k.key = claim_key.key;
  if kept_fingerprint is distinct from fingerprint then
    perform widgets_store.refuse('idempotency_key_is_for_one_request', 'key', 'Send a new key with each new request.');
  end if;
  return kept_answer;
end
$$;

--
-- Name: FUNCTION claim_key(role text, subject text, key text, fingerprint text); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.claim_key(role text, subject text, key text, fingerprint text) IS 'For a service: claims the key of a request in the transaction that is to do it, or answers what the same request was answered within the last day. Null: do it, and keep the answer';

--
-- Name: find_widgets(text, text[]); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.find_widgets(acting_role text, serial_numbers text[]) RETURNS TABLE(serial_number text, name text, ports text, peers text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    SET enable_seqscan TO 'off'
    AS $$
begin
  if cardinality(widgets_store.forbidden(acting_role, array['get_widget'])) > 0 then
    raise exception using
      errcode = '42501',
      message = 'permission denied for function get_widget';
  end if;
  return query
  select w.serial_number, w.name::text, w.ports::text, w.peers
  from widgets_store.widgets w
  where w.serial_number = any (serial_numbers);
end
$$;

--
-- Name: FUNCTION find_widgets(acting_role text, serial_numbers text[]); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.find_widgets(acting_role text, serial_numbers text[]) IS 'The widgets of these serial numbers, in any order. Acts for acting_role, which the user may become; null is the user';

--
-- Name: forget_keys(integer); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.forget_keys(most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
  forgotten integer;
begin
  delete from widgets_store.idempotency_keys k
  where (k.role, k.subject, k.key) in (
    select o.role, o.subject, o.key
    from widgets_store.idempotency_keys o
    where o.used_at < now() - interval '1 day'
    order by o.used_at
    limit most
    for update skip locked
  );
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

--
-- Name: FUNCTION forget_keys(most integer); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.forget_keys(most integer) IS 'For a service: forgets keys that are older than a day, so many at most, and answers how many there were';

--
-- Name: keep_answer(text, text, text, text); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.keep_answer(role text, subject text, key text, answer text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
  perform widgets_store.check_service(role);
  update widgets_store.idempotency_keys k
  set answer = keep_answer.answer
  where k.role = keep_answer.role
    and k.subject = keep_answer.subject
    and k.key = keep_answer.key
    and k.answer is null;
end
$$;

--
-- Name: FUNCTION keep_answer(role text, subject text, key text, answer text); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.keep_answer(role text, subject text, key text, answer text) IS 'For a service: keeps the answer of a request whose key was claimed in the same transaction';

--
-- Name: release(); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.release() RETURNS integer
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO ''
    AS $$
begin
  return 1;
end
$$;

--
-- Name: FUNCTION release(); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.release() IS 'The release of this schema: a whole number that grows. A library of a lower release refuses to work on it';

--
-- Name: remove_widgets(text[]); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.remove_widgets(serial_numbers text[]) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
  peers_seen text[];
  locked text[];
  removed text[];
begin
  if serial_numbers is null then
    perform widgets_store.check_serial_number('serial_numbers', null);
  end if;

  select array_agg(x.peer)
  into peers_seen
  from (
    select p.peer
    from unnest(serial_numbers) s (serial_number)
    join widgets_store.widgets w on w.serial_number = s.serial_number
    cross join lateral unnest(w.peers) p (peer)
    where p.peer is not null
    except
    select s.serial_number
    from unnest(serial_numbers) s (serial_number)
  ) x;

  -- the order of locks: by serial number
  select array_agg(l.serial_number)
  into locked
  from (
    select w.serial_number
    from widgets_store.widgets w
    where w.serial_number = any (serial_numbers || peers_seen)
    order by w.serial_number
    for update
  ) l;

  select array_agg(x.serial_number)
  into removed
  from (
    select l.serial_number
    from unnest(locked) l (serial_number)
    intersect
    select s.serial_number
    from unnest(serial_numbers) s (serial_number)
  ) x;

  if exists (
    select p.peer
    from unnest(removed) r (serial_number)
    join widgets_store.widgets w on w.serial_number = r.serial_number
    cross join lateral unnest(w.peers) p (peer)
    where p.peer is not null
    except
    select l.serial_number
    from unnest(locked) l (serial_number)
  ) then
    perform widgets_store.refuse('registry_is_busy', null, 'The peers changed meanwhile.');
  end if;

  update widgets_store.widgets w
  set peers = x.peers
  from (
    select
      o.serial_number,
      array_agg(case when r.serial_number is null then p.peer end order by p.slot) as peers
    from unnest(peers_seen) s (serial_number)
    join widgets_store.widgets o on o.serial_number = s.serial_number
    cross join lateral unnest(o.peers) with ordinality p (peer, slot)
    left join unnest(removed) r (serial_number) on r.serial_number = p.peer
    group by o.serial_number
  ) x
  where w.serial_number = x.serial_number
    and w.serial_number = any (locked);

  delete from widgets_store.widgets w
  where w.serial_number = any (removed);
  return coalesce(cardinality(removed), 0);
end
$$;

--
-- Name: FUNCTION remove_widgets(serial_numbers text[]); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.remove_widgets(serial_numbers text[]) IS 'Removes many widgets with their associations at once and answers how many there were. Refused with PT503 when their peers change meanwhile: call it again';

--
-- Name: sizes(); Type: FUNCTION; Schema: widgets_admin; Owner: -
--

CREATE FUNCTION widgets_admin.sizes() RETURNS TABLE(relation text, bytes bigint)
    LANGUAGE plpgsql STABLE
    SET search_path TO ''
    AS $$
begin
  return query
  with parts as (
    select 'widgets_store.widgets'::regclass as relid
    union
    select t.relid
    from pg_partition_tree('widgets_store.widgets') t
  )
  select 'table', sum(pg_table_size(p.relid))::bigint
  from parts p
  union all
  select 'index', sum(pg_indexes_size(p.relid))::bigint
  from parts p;
end
$$;

--
-- Name: FUNCTION sizes(); Type: COMMENT; Schema: widgets_admin; Owner: -
--

COMMENT ON FUNCTION widgets_admin.sizes() IS 'Bytes on disk of the table of widgets and of its index';

--
-- Name: check_association(text, text, widgets.port_type, boolean); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.check_association(serial_number text, peer_serial_number text, port widgets.port_type, half_done boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
  letter constant text := port;
  lower_one constant text := least(serial_number collate "C", peer_serial_number);
  argument text;
  ports text;
  peers text[];
  peer text;
begin
  perform widgets_store.lock_pair(serial_number, peer_serial_number, port);

  -- A half that this very call has done already is no association, and has had its free port.
  select w.ports, w.peers
  into ports, peers
  from widgets_store.widgets w
  where w.serial_number = lower_one;
  peer := greatest(serial_number collate "C", peer_serial_number);
  if not half_done and substr(ports, array_position(peers, peer, strpos(ports, letter)), 1) = letter then
    perform widgets_store.refuse('association_is_unique_per_port', 'port', serial_number, peer_serial_number, letter);
  end if;

  foreach argument in array array['serial_number', 'peer_serial_number'] loop
    peer := case argument when 'serial_number' then serial_number else peer_serial_number end;
    continue when half_done and peer = lower_one;
    select w.ports, w.peers
    into ports, peers
    from widgets_store.widgets w
    where w.serial_number = peer;
    if substr(ports, array_position(peers, null, strpos(ports, letter)), 1) is distinct from letter then
      perform widgets_store.refuse('port_is_free', argument, peer, letter, ports);
    end if;
  end loop;
end
$$;

--
-- Name: FUNCTION check_association(serial_number text, peer_serial_number text, port widgets.port_type, half_done boolean); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.check_association(serial_number text, peer_serial_number text, port widgets.port_type, half_done boolean) IS 'Locks two widgets and refuses what stands against their association; if it returns, nothing does, and nothing will until the transaction ends';

--
-- Name: check_serial_number(text, text); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.check_serial_number(argument text, value text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  if value is null then
    perform widgets_store.refuse('serial_number_has_1_to_255_characters', argument, argument || ' is null.');
  elsif length(value) not between 1 and 255 then
    perform widgets_store.refuse('serial_number_has_1_to_255_characters', argument,
      format('%s has %s characters.', argument, length(value)));
  end if;
end
$$;

--
-- Name: FUNCTION check_serial_number(argument text, value text); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.check_serial_number(argument text, value text) IS 'Refuses what cannot be a serial number';

--
-- Name: check_service(text); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.check_service(role text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO ''
    AS $$
begin
  if not exists (
    select 1
    from pg_catalog.pg_roles r
    where r.rolname = check_service.role
      and pg_has_role(session_user, r.oid,
        case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end)
  ) then
    raise exception using
      errcode = 'insufficient_privilege',
      message = format('permission denied to set role "%s"', role);
  end if;
end
$$;

--
-- Name: FUNCTION check_service(role text); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.check_service(role text) IS 'Refuses a service that may not become the role that it says it acts for';

--
-- Name: forbidden(text, text[]); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.forbidden(acting_role text, operations text[]) RETURNS text[]
    LANGUAGE plpgsql STABLE
    SET search_path TO ''
    AS $$
begin
  if acting_role is null then
    acting_role := session_user;
  elsif acting_role <> session_user then
    perform widgets_store.check_service(acting_role);
  end if;
  if not has_schema_privilege(acting_role, 'widgets', 'usage') then
    return operations;
  end if;
  return array(
    select o.name
    from (values
      ('add_widget', 'widgets.add_widget(text, text, widgets.port_type[])'::regprocedure),
      ('remove_widget', 'widgets.remove_widget(text)'),
      ('associate_widgets', 'widgets.associate_widgets(text, text, widgets.port_type)'),
      ('remove_association', 'widgets.remove_association(text, text, widgets.port_type)'),
      ('get_widget', 'widgets.get_widget(text)')
    ) o (name, function)
    where o.name = any (operations)
      and not has_function_privilege(acting_role, o.function, 'execute'));
end
$$;

--
-- Name: FUNCTION forbidden(acting_role text, operations text[]); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.forbidden(acting_role text, operations text[]) IS 'Which of these functions of the API a role may not execute. The user of the session is it or may become it; null is the user';

--
-- Name: insert_widgets(text[], text[], integer[], text[], text[]); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.insert_widgets(serial_numbers text[], operations text[], firsts integer[], ports text[], names text[]) RETURNS text[]
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
declare
  added text[];
begin
  -- the order of locks: by serial number
  with addition as (
    insert into widgets_store.widgets as w (serial_number, name, ports, peers)
    select x.serial_number, x.name, x.ports, array_fill(null::text, array[length(x.ports)])
    from (
      select distinct on (s.serial_number collate "C") s.serial_number, i.name, i.ports
      from unnest(operations, firsts, ports, names) with ordinality i (operation, first, ports, name, item)
      cross join lateral (select serial_numbers[i.first]) s (serial_number)
      where i.operation = 'add_widget'
        and length(s.serial_number) between 1 and 255
        and length(i.name) <= 255
        and length(i.ports) between 1 and 3
        and i.ports ~ '^P*Q*R*$'
      order by s.serial_number collate "C", i.item
    ) x
    order by x.serial_number collate "C"
    on conflict do nothing
    returning w.serial_number
  )
  select array_agg(a.serial_number)
  into added
  from addition a;
  return added;
end
$_$;

--
-- Name: FUNCTION insert_widgets(serial_numbers text[], operations text[], firsts integer[], ports text[], names text[]); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.insert_widgets(serial_numbers text[], operations text[], firsts integer[], ports text[], names text[]) IS 'Inserts the widgets that the first valid addition of each serial number is to add, where there is none, and answers their serial numbers in order';

--
-- Name: lock_pair(text, text, widgets.port_type); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.lock_pair(serial_number text, peer_serial_number text, port widgets.port_type) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
  has_serial_number boolean;
  has_peer_serial_number boolean;
begin
  perform widgets_store.check_serial_number('serial_number', serial_number);
  perform widgets_store.check_serial_number('peer_serial_number', peer_serial_number);
  if port is null then
    perform widgets_store.refuse('port_is_p_q_or_r', 'port', 'port is null.');
  end if;
  if serial_number = peer_serial_number then
    perform widgets_store.refuse('no_self_association', 'peer_serial_number', serial_number);
  end if;

  -- the order of locks: the lower serial number first
  if serial_number collate "C" < peer_serial_number then
    has_serial_number := widgets_store.lock_widget(serial_number);
    has_peer_serial_number := widgets_store.lock_widget(peer_serial_number);
  else
    has_peer_serial_number := widgets_store.lock_widget(peer_serial_number);
    has_serial_number := widgets_store.lock_widget(serial_number);
  end if;

  if not has_serial_number then
    perform widgets_store.refuse('widget_exists', 'serial_number', serial_number);
  end if;
  if not has_peer_serial_number then
    perform widgets_store.refuse('widget_exists', 'peer_serial_number', peer_serial_number);
  end if;
end
$$;

--
-- Name: FUNCTION lock_pair(serial_number text, peer_serial_number text, port widgets.port_type); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.lock_pair(serial_number text, peer_serial_number text, port widgets.port_type) IS 'Locks two widgets in the order of their serial numbers; refuses wrong input, one widget twice, a widget that is not there';

--
-- Name: lock_widget(text); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.lock_widget(serial_number text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
  perform 1
  from widgets_store.widgets w
  where w.serial_number = lock_widget.serial_number
  for no key update;
  return found;
end
$$;

--
-- Name: FUNCTION lock_widget(serial_number text); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.lock_widget(serial_number text) IS 'Locks a widget until the transaction ends, as an update does; false where there is none';

--
-- Name: places(text[], text[]); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.places(members text[], list text[]) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO ''
    AS $$
declare
  places integer[] := array_fill(null::integer, array[coalesce(cardinality(members), 0)]);
  place integer := 1;
begin
  for i in 1 .. cardinality(places) loop
    while list[place] collate "C" < members[i] loop
      place := place + 1;
    end loop;
    if list[place] = members[i] then
      places[i] := place;
    end if;
  end loop;
  return places;
end
$$;

--
-- Name: FUNCTION places(members text[], list text[]); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.places(members text[], list text[]) IS 'Where the members stand in a list, null for those that do not; both in ascending order by code points, each element once';

--
-- Name: refusal(text, text[]); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.refusal(rule text, details text[], OUT code text, OUT message text, OUT hint text) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO ''
    AS $_$
begin
  hint := '%s';
  case rule
    when 'serial_number_is_unique' then
      code := 'PT409';
      message := 'A widget with this serial number exists.';
      hint := 'The serial number "%s" is taken.';
    when 'widget_exists' then
      code := 'PT404';
      message := 'There is no widget with this serial number.';
      hint := 'No widget has the serial number "%s".';
    when 'port_is_free' then
      code := 'PT409';
      message := 'The widget has no free port of this type.';
      hint := case
        when strpos(details[3], details[2]) = 0 then '"%s" has no port %s at all; its ports are %s.'
        else 'Every port %2$s of "%1$s" is taken; its ports are %3$s.'
      end;
    when 'association_is_unique_per_port' then
      code := 'PT409';
      message := 'The widgets are already associated on this port type.';
      hint := '"%s" and "%s" are associated on %s.';
    when 'association_exists' then
      code := 'PT404';
      message := 'The widgets are not associated on this port type.';
      hint := '"%s" and "%s" are not associated on %s.';
    when 'no_self_association' then
      code := 'PT422';
      message := 'A widget cannot be associated with itself.';
      hint := 'Both arguments are "%s".';
    when 'serial_number_has_1_to_255_characters' then
      code := '23514';
      message := 'A serial number has 1 to 255 characters.';
    when 'name_has_at_most_255_characters' then
      code := '23514';
      message := 'A name has 0 to 255 characters.';
    when 'widget_has_1_to_3_ports' then
      code := '23514';
      message := 'A widget has 1 to 3 ports, each P, Q or R.';
    when 'port_is_p_q_or_r' then
      code := '23514';
      message := 'A port type is P, Q or R.';
    when 'idempotency_key_is_for_one_request' then
      code := 'PT422';
      message := 'This key belongs to another request.';
    when 'registry_is_busy' then
      code := 'PT503';
      message := 'These widgets change too fast at the moment. Nothing was done: try again.';
  end case;
  hint := format(hint, variadic details);
end
$_$;

--
-- Name: FUNCTION refusal(rule text, details text[], OUT code text, OUT message text, OUT hint text); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.refusal(rule text, details text[], OUT code text, OUT message text, OUT hint text) IS 'What a refusal by a rule says: its SQLSTATE, its sentence, and a hint with the details put in';

--
-- Name: refuse(text, text, text[]); Type: FUNCTION; Schema: widgets_store; Owner: -
--

CREATE FUNCTION widgets_store.refuse(rule text, argument text, VARIADIC details text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
  refusal record;
begin
  refusal := widgets_store.refusal(rule, details);
  raise exception using
    errcode = refusal.code,
    message = refusal.message,
    detail = rule,
    hint = refusal.hint,
    constraint = rule,
    column = coalesce(argument, '');
end
$$;

--
-- Name: FUNCTION refuse(rule text, argument text, VARIADIC details text[]); Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON FUNCTION widgets_store.refuse(rule text, argument text, VARIADIC details text[]) IS 'Raises the refusal of a rule: its name as constraint and detail, the argument to blame as column, the details in the hint';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: widgets; Type: TABLE; Schema: widgets_store; Owner: -
--

CREATE TABLE widgets_store.widgets (
    serial_number text NOT NULL COLLATE pg_catalog."C",
    name widgets_store.widget_name NOT NULL,
    ports widgets_store.widget_ports NOT NULL,
    peers text[] NOT NULL COLLATE pg_catalog."C"
)
WITH (fillfactor='85');

--
-- Name: TABLE widgets; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON TABLE widgets_store.widgets IS 'A widget a row, its ports included. Written by the functions of schema widgets alone: they keep associations symmetric';

--
-- Name: COLUMN widgets.serial_number; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.widgets.serial_number IS 'The identity; never changed';

--
-- Name: COLUMN widgets.name; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.widgets.name IS 'A name; not unique';

--
-- Name: COLUMN widgets.ports; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.widgets.ports IS 'The types of the ports, grouped by letter; never changed';

--
-- Name: COLUMN widgets.peers; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.widgets.peers IS 'peers[i] is the serial number of the widget at the other end of port i, null while that port is free';

--
-- Name: slots; Type: VIEW; Schema: widgets; Owner: -
--

CREATE VIEW widgets.slots AS
 SELECT w.serial_number,
    (p.slot)::integer AS slot,
    (substr((w.ports)::text, (p.slot)::integer, 1))::widgets.port_type AS port,
    p.peer
   FROM (widgets_store.widgets w
     CROSS JOIN LATERAL unnest(w.peers) WITH ORDINALITY p(peer, slot));

--
-- Name: VIEW slots; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON VIEW widgets.slots IS 'Every port of every widget';

--
-- Name: COLUMN slots.serial_number; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.slots.serial_number IS 'The widget';

--
-- Name: COLUMN slots.slot; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.slots.slot IS 'The place of the port in its widget, counted from 1';

--
-- Name: COLUMN slots.port; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.slots.port IS 'The type of the port';

--
-- Name: COLUMN slots.peer; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.slots.peer IS 'The serial number of the widget at the other end, null while the port is free';

--
-- Name: widgets; Type: VIEW; Schema: widgets; Owner: -
--

CREATE VIEW widgets.widgets AS
 SELECT w.serial_number,
    (w.name)::text AS name,
    (w.ports)::text AS ports,
    w.peers
   FROM widgets_store.widgets w;

--
-- Name: VIEW widgets; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON VIEW widgets.widgets IS 'Every widget with its ports and, for each port in turn, its peer';

--
-- Name: COLUMN widgets.serial_number; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.widgets.serial_number IS 'The identity, ordered by code points';

--
-- Name: COLUMN widgets.name; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.widgets.name IS 'The name; not unique';

--
-- Name: COLUMN widgets.ports; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.widgets.ports IS 'The types of the ports in the order of the alphabet, such as PPR';

--
-- Name: COLUMN widgets.peers; Type: COMMENT; Schema: widgets; Owner: -
--

COMMENT ON COLUMN widgets.widgets.peers IS 'For each port in turn the serial number of the widget at its other end, null while the port is free';

--
-- Name: idempotency_keys; Type: TABLE; Schema: widgets_store; Owner: -
--

CREATE TABLE widgets_store.idempotency_keys (
    role text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    fingerprint text NOT NULL,
    answer text,
    used_at timestamp with time zone NOT NULL
);

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON TABLE widgets_store.idempotency_keys IS 'Requests that were done within a day and came with a key. Written by the functions of widgets_admin alone';

--
-- Name: COLUMN idempotency_keys.role; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.idempotency_keys.role IS 'The role that the request acted for';

--
-- Name: COLUMN idempotency_keys.subject; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.idempotency_keys.subject IS 'Who it was within the role; empty where nobody says';

--
-- Name: COLUMN idempotency_keys.key; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.idempotency_keys.key IS 'The key that the caller chose';

--
-- Name: COLUMN idempotency_keys.fingerprint; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.idempotency_keys.fingerprint IS 'What the request was, as a hash';

--
-- Name: COLUMN idempotency_keys.answer; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.idempotency_keys.answer IS 'What it was answered with';

--
-- Name: COLUMN idempotency_keys.used_at; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.idempotency_keys.used_at IS 'When it was done';

--
-- Name: schema_history; Type: TABLE; Schema: widgets_store; Owner: -
--

CREATE TABLE widgets_store.schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);

--
-- Name: seed_blocks; Type: TABLE; Schema: widgets_store; Owner: -
--

CREATE TABLE widgets_store.seed_blocks (
    run integer NOT NULL,
    block bigint NOT NULL,
    checksum bigint,
    ports integer,
    taken integer
);

--
-- Name: TABLE seed_blocks; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON TABLE widgets_store.seed_blocks IS 'The blocks of those runs that are in, or have been begun one by one';

--
-- Name: COLUMN seed_blocks.run; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_blocks.run IS 'The run';

--
-- Name: COLUMN seed_blocks.block; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_blocks.block IS 'The block, counted from 0 over all indexes';

--
-- Name: COLUMN seed_blocks.checksum; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_blocks.checksum IS 'CRC-32C of its widgets, null while it is not all in';

--
-- Name: COLUMN seed_blocks.ports; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_blocks.ports IS 'How many ports they have';

--
-- Name: COLUMN seed_blocks.taken; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_blocks.taken IS 'How many of them were taken when they came';

--
-- Name: seed_runs; Type: TABLE; Schema: widgets_store; Owner: -
--

CREATE TABLE widgets_store.seed_runs (
    run integer NOT NULL,
    state text NOT NULL,
    generator integer NOT NULL,
    seed bigint NOT NULL,
    serial_pattern text NOT NULL,
    port_weights text NOT NULL,
    associated double precision NOT NULL,
    first_index bigint NOT NULL,
    widget_count bigint NOT NULL,
    singular boolean NOT NULL,
    begun_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT seed_state_is_known CHECK ((state = ANY (ARRAY['loading'::text, 'loaded'::text, 'removing'::text])))
);

--
-- Name: TABLE seed_runs; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON TABLE widgets_store.seed_runs IS 'The runs of widgets seed whose widgets have not been taken out again';

--
-- Name: COLUMN seed_runs.run; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.run IS 'Its number, from 1 on';

--
-- Name: COLUMN seed_runs.state; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.state IS 'loading until all is in, loaded, removing from the first block that is taken out';

--
-- Name: COLUMN seed_runs.generator; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.generator IS 'The version of the algorithm that makes widgets of a seed';

--
-- Name: COLUMN seed_runs.seed; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.seed IS 'Chooses names, ports and associations';

--
-- Name: COLUMN seed_runs.serial_pattern; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.serial_pattern IS 'How serial numbers come from indexes, such as W-%010d';

--
-- Name: COLUMN seed_runs.port_weights; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.port_weights IS 'How often which ports occur, such as P=1,PQR=2';

--
-- Name: COLUMN seed_runs.associated; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.associated IS 'The share of the ports that are taken, 0 to 1';

--
-- Name: COLUMN seed_runs.first_index; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.first_index IS 'The index of the first widget, from 1 on';

--
-- Name: COLUMN seed_runs.widget_count; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.widget_count IS 'How many widgets';

--
-- Name: COLUMN seed_runs.singular; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.singular IS 'Whether each operation is a transaction of its own';

--
-- Name: COLUMN seed_runs.begun_at; Type: COMMENT; Schema: widgets_store; Owner: -
--

COMMENT ON COLUMN widgets_store.seed_runs.begun_at IS 'When it began';

--
-- Data for Name: idempotency_keys; Type: TABLE DATA; Schema: widgets_store; Owner: -
--

INSERT INTO widgets_store.idempotency_keys VALUES
	('widgets_user', '', 'key-1', 'request-1', 'answer', '2026-11-01 00:00:00+00');

--
-- Data for Name: schema_history; Type: TABLE DATA; Schema: widgets_store; Owner: -
--

INSERT INTO widgets_store.schema_history VALUES
	(0, NULL, '<< Flyway Schema Creation >>', 'SCHEMA', '"widgets_store"', NULL, 'owner', '2026-11-01 00:00:00', 1, true),
	(1, '1', 'registry', 'SQL', 'V1__registry.sql', -1791636906, 'owner', '2026-11-01 00:00:00', 1, true),
	(2, '2', 'seeding', 'SQL', 'V2__seeding.sql', -2035068988, 'owner', '2026-11-01 00:00:00', 1, true),
	(3, '3', 'idempotency', 'SQL', 'V3__idempotency.sql', 230464742, 'owner', '2026-11-01 00:00:00', 1, true),
	(4, NULL, 'add widget', 'SQL', 'R__add_widget.sql', 872839981, 'owner', '2026-11-01 00:00:00', 1, true),
	(5, NULL, 'apply', 'SQL', 'R__apply.sql', -986275883, 'owner', '2026-11-01 00:00:00', 1, true),
	(6, NULL, 'associate widgets', 'SQL', 'R__associate_widgets.sql', -200983634, 'owner', '2026-11-01 00:00:00', 1, true),
	(7, NULL, 'check association', 'SQL', 'R__check_association.sql', -656233403, 'owner', '2026-11-01 00:00:00', 1, true),
	(8, NULL, 'check integrity', 'SQL', 'R__check_integrity.sql', 1559394180, 'owner', '2026-11-01 00:00:00', 1, true),
	(9, NULL, 'check serial number', 'SQL', 'R__check_serial_number.sql', -962533322, 'owner', '2026-11-01 00:00:00', 1, true),
	(10, NULL, 'check service', 'SQL', 'R__check_service.sql', 1326237885, 'owner', '2026-11-01 00:00:00', 1, true),
	(11, NULL, 'claim key', 'SQL', 'R__claim_key.sql', 1581560239, 'owner', '2026-11-01 00:00:00', 1, true),
	(12, NULL, 'find widgets', 'SQL', 'R__find_widgets.sql', -469011612, 'owner', '2026-11-01 00:00:00', 1, true),
	(13, NULL, 'forbidden', 'SQL', 'R__forbidden.sql', 1069217688, 'owner', '2026-11-01 00:00:00', 1, true),
	(14, NULL, 'forget keys', 'SQL', 'R__forget_keys.sql', 521224370, 'owner', '2026-11-01 00:00:00', 1, true),
	(15, NULL, 'get widget', 'SQL', 'R__get_widget.sql', 836842489, 'owner', '2026-11-01 00:00:00', 1, true),
	(16, NULL, 'insert widgets', 'SQL', 'R__insert_widgets.sql', -1165643442, 'owner', '2026-11-01 00:00:00', 1, true),
	(17, NULL, 'keep answer', 'SQL', 'R__keep_answer.sql', 351638614, 'owner', '2026-11-01 00:00:00', 1, true),
	(18, NULL, 'lock pair', 'SQL', 'R__lock_pair.sql', -1212086784, 'owner', '2026-11-01 00:00:00', 1, true),
	(19, NULL, 'lock widget', 'SQL', 'R__lock_widget.sql', -128144258, 'owner', '2026-11-01 00:00:00', 1, true),
	(20, NULL, 'places', 'SQL', 'R__places.sql', 820180665, 'owner', '2026-11-01 00:00:00', 1, true),
	(21, NULL, 'refusal', 'SQL', 'R__refusal.sql', -1280144593, 'owner', '2026-11-01 00:00:00', 1, true),
	(22, NULL, 'refuse', 'SQL', 'R__refuse.sql', -772517617, 'owner', '2026-11-01 00:00:00', 1, true),
	(23, NULL, 'release', 'SQL', 'R__release.sql', -2063432421, 'owner', '2026-11-01 00:00:00', 1, true),
	(24, NULL, 'remove association', 'SQL', 'R__remove_association.sql', -1371056800, 'owner', '2026-11-01 00:00:00', 1, true),
	(25, NULL, 'remove widget', 'SQL', 'R__remove_widget.sql', -1075544347, 'owner', '2026-11-01 00:00:00', 1, true),
	(26, NULL, 'remove widgets', 'SQL', 'R__remove_widgets.sql', -1868071983, 'owner', '2026-11-01 00:00:00', 1, true),
	(27, NULL, 'sizes', 'SQL', 'R__sizes.sql', 137147928, 'owner', '2026-11-01 00:00:00', 1, true),
	(28, NULL, 'view slots', 'SQL', 'R__view_slots.sql', -1253326690, 'owner', '2026-11-01 00:00:00', 1, true),
	(29, NULL, 'view widgets', 'SQL', 'R__view_widgets.sql', -2076969265, 'owner', '2026-11-01 00:00:00', 1, true);

--
-- Data for Name: seed_blocks; Type: TABLE DATA; Schema: widgets_store; Owner: -
--

INSERT INTO widgets_store.seed_blocks VALUES
	(1, 0, 5, 2, 0),
	(7, 0, NULL, NULL, NULL);

--
-- Data for Name: seed_runs; Type: TABLE DATA; Schema: widgets_store; Owner: -
--

INSERT INTO widgets_store.seed_runs VALUES
	(1, 'loaded', 1, 7, 'S-%d', 'P=1', 0, 1, 2, false, '2026-11-01 10:00:00+00');

--
-- Data for Name: widgets; Type: TABLE DATA; Schema: widgets_store; Owner: -
--

INSERT INTO widgets_store.widgets VALUES
	('W-014', 'Größe 14', 'PPP', '{NULL,NULL,NULL}'),
	('W-019', 'tank', 'PPP', '{W-022,NULL,NULL}'),
	('W-024', 'pump', 'PPP', '{W-027,NULL,NULL}'),
	('W-029', 'Größe 29', 'PPP', '{W-032,NULL,NULL}'),
	('W-034', 'tank', 'PPP', '{W-037,NULL,NULL}'),
	('W-039', 'pump', 'PPP', '{W-042,NULL,NULL}'),
	('W-089', 'Größe 89', 'PPP', '{W-092,NULL,NULL}'),
	('W-094', 'tank', 'PPP', '{W-097,NULL,NULL}'),
	('W-044', 'Größe 44', 'PPP', '{W-047,NULL,NULL}'),
	('W-049', 'tank', 'PPP', '{W-052,NULL,NULL}'),
	('W-054', 'pump', 'PPP', '{W-057,NULL,NULL}'),
	('W-059', 'Größe 59', 'PPP', '{W-062,NULL,NULL}'),
	('W-064', 'tank', 'PPP', '{W-067,NULL,NULL}'),
	('W-069', 'pump', 'PPP', '{W-072,NULL,NULL}'),
	('W-074', 'Größe 74', 'PPP', '{W-077,NULL,NULL}'),
	('W-079', 'tank', 'PPP', '{W-082,NULL,NULL}'),
	('W-084', 'pump', 'PPP', '{W-087,NULL,NULL}'),
	('W-099', 'pump', 'PPP', '{W-102,NULL,NULL}'),
	('W-047', 'Größe 47', 'PPQ', '{W-044,W-050,W-041}'),
	('W-051', 'pump', 'PQ', '{W-045,W-057}'),
	('W-057', 'pump', 'PPQ', '{W-054,W-060,W-051}'),
	('W-052', 'tank', 'PPQ', '{W-049,W-055,W-058}'),
	('W-056', 'Größe 56', 'PQ', '{W-050,W-053}'),
	('W-061', 'tank', 'PQ', '{W-055,W-067}'),
	('W-104', 'Größe 104', 'PPP', '{W-107,NULL,NULL}'),
	('W-011', 'Größe 11', 'PQ', '{W-005,NULL}'),
	('W-109', 'tank', 'PPP', '{W-112,NULL,NULL}'),
	('W-114', 'pump', 'PPP', '{W-117,NULL,NULL}'),
	('W-004', 'tank', 'PPP', '{W-001,W-007,W-115}'),
	('W-119', 'Größe 119', 'PPP', '{W-002,NULL,NULL}'),
	('W-009', 'pump', 'PPP', '{W-006,W-012,W-120}'),
	('W-001', 'tank', 'PQ', '{W-004,W-007}'),
	('W-007', 'tank', 'PPQ', '{W-004,W-010,W-001}'),
	('W-002', 'Größe 2', 'PPQ', '{W-005,W-119,W-008}'),
	('W-006', 'pump', 'PQ', '{W-009,W-003}'),
	('W-012', 'pump', 'PPQ', '{W-009,W-015,W-018}'),
	('W-016', 'tank', 'PQ', '{W-010,W-013}'),
	('W-021', 'pump', 'PQ', '{W-015,W-027}'),
	('W-027', 'pump', 'PPQ', '{W-024,W-030,W-021}'),
	('W-022', 'tank', 'PPQ', '{W-019,W-025,W-028}'),
	('W-026', 'Größe 26', 'PQ', '{W-020,W-023}'),
	('W-031', 'tank', 'PQ', '{W-025,W-037}'),
	('W-037', 'tank', 'PPQ', '{W-034,W-040,W-031}'),
	('W-032', 'Größe 32', 'PPQ', '{W-029,W-035,W-038}'),
	('W-036', 'pump', 'PQ', '{W-030,W-033}'),
	('W-041', 'Größe 41', 'PQ', '{W-035,W-047}'),
	('W-042', 'pump', 'PPQ', '{W-039,W-045,W-048}'),
	('W-107', 'Größe 107', 'PPQ', '{W-104,W-110,W-101}'),
	('W-111', 'pump', 'PQ', '{W-105,W-117}'),
	('W-117', 'pump', 'PPQ', '{W-114,W-120,W-111}'),
	('W-112', 'tank', 'PPQ', '{W-109,W-115,W-118}'),
	('W-116', 'Größe 116', 'PQ', '{W-110,W-113}'),
	('W-003', 'pump', 'QR', '{W-006,W-015}'),
	('W-046', 'tank', 'PQ', '{W-040,W-043}'),
	('W-067', 'tank', 'PPQ', '{W-064,W-070,W-061}'),
	('W-062', 'Größe 62', 'PPQ', '{W-059,W-065,W-068}'),
	('W-066', 'pump', 'PQ', '{W-060,W-063}'),
	('W-071', 'Größe 71', 'PQ', '{W-065,W-077}'),
	('W-077', 'Größe 77', 'PPQ', '{W-074,W-080,W-071}'),
	('W-072', 'pump', 'PPQ', '{W-069,W-075,W-078}'),
	('W-076', 'tank', 'PQ', '{W-070,W-073}'),
	('W-081', 'pump', 'PQ', '{W-075,W-087}'),
	('W-087', 'pump', 'PPQ', '{W-084,W-090,W-081}'),
	('W-082', 'tank', 'PPQ', '{W-079,W-085,W-088}'),
	('W-086', 'Größe 86', 'PQ', '{W-080,W-083}'),
	('W-091', 'tank', 'PQ', '{W-085,W-097}'),
	('W-097', 'tank', 'PPQ', '{W-094,W-100,W-091}'),
	('W-092', 'Größe 92', 'PPQ', '{W-089,W-095,W-098}'),
	('W-096', 'pump', 'PQ', '{W-090,W-093}'),
	('W-101', 'Größe 101', 'PQ', '{W-095,W-107}'),
	('W-102', 'pump', 'PPQ', '{W-099,W-105,W-108}'),
	('W-106', 'tank', 'PQ', '{W-100,W-103}'),
	('W-015', 'pump', 'PPR', '{W-012,W-021,W-003}'),
	('W-005', 'Größe 5', 'PPR', '{W-002,W-011,W-008}'),
	('W-008', 'Größe 8', 'QR', '{W-002,W-005}'),
	('W-010', 'tank', 'PPR', '{W-007,W-016,W-013}'),
	('W-013', 'tank', 'QR', '{W-016,W-010}'),
	('W-018', 'pump', 'QR', '{W-012,W-030}'),
	('W-030', 'pump', 'PPR', '{W-027,W-036,W-018}'),
	('W-023', 'Größe 23', 'QR', '{W-026,W-020}'),
	('W-025', 'tank', 'PPR', '{W-022,W-031,W-028}'),
	('W-028', 'tank', 'QR', '{W-022,W-025}'),
	('W-033', 'pump', 'QR', '{W-036,W-045}'),
	('W-045', 'pump', 'PPR', '{W-042,W-051,W-033}'),
	('W-035', 'Größe 35', 'PPR', '{W-032,W-041,W-038}'),
	('W-038', 'Größe 38', 'QR', '{W-032,W-035}'),
	('W-040', 'tank', 'PPR', '{W-037,W-046,W-043}'),
	('W-043', 'tank', 'QR', '{W-046,W-040}'),
	('W-053', 'Größe 53', 'QR', '{W-056,W-050}'),
	('W-058', 'tank', 'QR', '{W-052,W-055}'),
	('W-020', 'Größe 20', 'PPR', '{NULL,W-026,W-023}'),
	('W-063', 'pump', 'QR', '{W-066,W-075}'),
	('W-068', 'Größe 68', 'QR', '{W-062,W-065}'),
	('W-073', 'tank', 'QR', '{W-076,W-070}'),
	('W-078', 'pump', 'QR', '{W-072,W-090}'),
	('W-048', 'pump', 'QR', '{W-042,W-060}'),
	('W-060', 'pump', 'PPR', '{W-057,W-066,W-048}'),
	('W-050', 'Größe 50', 'PPR', '{W-047,W-056,W-053}'),
	('W-055', 'tank', 'PPR', '{W-052,W-061,W-058}'),
	('W-075', 'pump', 'PPR', '{W-072,W-081,W-063}');
INSERT INTO widgets_store.widgets VALUES
	('W-065', 'Größe 65', 'PPR', '{W-062,W-071,W-068}'),
	('W-070', 'tank', 'PPR', '{W-067,W-076,W-073}'),
	('W-090', 'pump', 'PPR', '{W-087,W-096,W-078}'),
	('W-080', 'Größe 80', 'PPR', '{W-077,W-086,W-083}'),
	('W-083', 'Größe 83', 'QR', '{W-086,W-080}'),
	('W-085', 'tank', 'PPR', '{W-082,W-091,W-088}'),
	('W-088', 'tank', 'QR', '{W-082,W-085}'),
	('W-093', 'pump', 'QR', '{W-096,W-105}'),
	('W-105', 'pump', 'PPR', '{W-102,W-111,W-093}'),
	('W-095', 'Größe 95', 'PPR', '{W-092,W-101,W-098}'),
	('W-098', 'Größe 98', 'QR', '{W-092,W-095}'),
	('W-100', 'tank', 'PPR', '{W-097,W-106,W-103}'),
	('W-103', 'tank', 'QR', '{W-106,W-100}'),
	('W-108', 'pump', 'QR', '{W-102,W-120}'),
	('W-120', 'pump', 'PPR', '{W-117,W-009,W-108}'),
	('W-110', 'Größe 110', 'PPR', '{W-107,W-116,W-113}'),
	('W-113', 'Größe 113', 'QR', '{W-116,W-110}'),
	('W-115', 'tank', 'PPR', '{W-112,W-004,W-118}'),
	('W-118', 'tank', 'QR', '{W-112,W-115}');

--
-- Name: idempotency_keys idempotency_key_is_unique; Type: CONSTRAINT; Schema: widgets_store; Owner: -
--

ALTER TABLE ONLY widgets_store.idempotency_keys
    ADD CONSTRAINT idempotency_key_is_unique PRIMARY KEY (role, subject, key);

--
-- Name: schema_history schema_history_pk; Type: CONSTRAINT; Schema: widgets_store; Owner: -
--

ALTER TABLE ONLY widgets_store.schema_history
    ADD CONSTRAINT schema_history_pk PRIMARY KEY (installed_rank);

--
-- Name: seed_blocks seed_block_is_unique; Type: CONSTRAINT; Schema: widgets_store; Owner: -
--

ALTER TABLE ONLY widgets_store.seed_blocks
    ADD CONSTRAINT seed_block_is_unique PRIMARY KEY (run, block);

--
-- Name: seed_runs seed_run_is_unique; Type: CONSTRAINT; Schema: widgets_store; Owner: -
--

ALTER TABLE ONLY widgets_store.seed_runs
    ADD CONSTRAINT seed_run_is_unique PRIMARY KEY (run);

--
-- Name: widgets serial_number_is_unique; Type: CONSTRAINT; Schema: widgets_store; Owner: -
--

ALTER TABLE ONLY widgets_store.widgets
    ADD CONSTRAINT serial_number_is_unique PRIMARY KEY (serial_number);

--
-- Name: idempotency_keys_used_at; Type: INDEX; Schema: widgets_store; Owner: -
--

CREATE INDEX idempotency_keys_used_at ON widgets_store.idempotency_keys USING btree (used_at);

--
-- Name: schema_history_s_idx; Type: INDEX; Schema: widgets_store; Owner: -
--

CREATE INDEX schema_history_s_idx ON widgets_store.schema_history USING btree (success);

--
-- Name: FUNCTION add_widget(serial_number text, name text, ports widgets.port_type[]); Type: ACL; Schema: widgets; Owner: -
--

REVOKE ALL ON FUNCTION widgets.add_widget(serial_number text, name text, ports widgets.port_type[]) FROM PUBLIC;

--
-- Name: FUNCTION associate_widgets(serial_number text, peer_serial_number text, port widgets.port_type); Type: ACL; Schema: widgets; Owner: -
--

REVOKE ALL ON FUNCTION widgets.associate_widgets(serial_number text, peer_serial_number text, port widgets.port_type) FROM PUBLIC;

--
-- Name: FUNCTION get_widget(INOUT serial_number text, OUT name text, OUT ports text, OUT peers text[]); Type: ACL; Schema: widgets; Owner: -
--

REVOKE ALL ON FUNCTION widgets.get_widget(INOUT serial_number text, OUT name text, OUT ports text, OUT peers text[]) FROM PUBLIC;

--
-- Name: FUNCTION remove_association(serial_number text, peer_serial_number text, port widgets.port_type); Type: ACL; Schema: widgets; Owner: -
--

REVOKE ALL ON FUNCTION widgets.remove_association(serial_number text, peer_serial_number text, port widgets.port_type) FROM PUBLIC;

--
-- Name: FUNCTION remove_widget(serial_number text); Type: ACL; Schema: widgets; Owner: -
--

REVOKE ALL ON FUNCTION widgets.remove_widget(serial_number text) FROM PUBLIC;

--
-- Name: FUNCTION apply(acting_role text, serial_numbers text[], operations text[], firsts integer[], seconds integer[], ports text[], names text[]); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.apply(acting_role text, serial_numbers text[], operations text[], firsts integer[], seconds integer[], ports text[], names text[]) FROM PUBLIC;

--
-- Name: FUNCTION check_integrity(); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.check_integrity() FROM PUBLIC;

--
-- Name: FUNCTION claim_key(role text, subject text, key text, fingerprint text); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.claim_key(role text, subject text, key text, fingerprint text) FROM PUBLIC;

--
-- Name: FUNCTION find_widgets(acting_role text, serial_numbers text[]); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.find_widgets(acting_role text, serial_numbers text[]) FROM PUBLIC;

--
-- Name: FUNCTION forget_keys(most integer); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.forget_keys(most integer) FROM PUBLIC;

--
-- Name: FUNCTION keep_answer(role text, subject text, key text, answer text); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.keep_answer(role text, subject text, key text, answer text) FROM PUBLIC;

--
-- Name: FUNCTION release(); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.release() FROM PUBLIC;

--
-- Name: FUNCTION remove_widgets(serial_numbers text[]); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.remove_widgets(serial_numbers text[]) FROM PUBLIC;

--
-- Name: FUNCTION sizes(); Type: ACL; Schema: widgets_admin; Owner: -
--

REVOKE ALL ON FUNCTION widgets_admin.sizes() FROM PUBLIC;

--
-- Name: FUNCTION check_association(serial_number text, peer_serial_number text, port widgets.port_type, half_done boolean); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.check_association(serial_number text, peer_serial_number text, port widgets.port_type, half_done boolean) FROM PUBLIC;

--
-- Name: FUNCTION check_serial_number(argument text, value text); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.check_serial_number(argument text, value text) FROM PUBLIC;

--
-- Name: FUNCTION check_service(role text); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.check_service(role text) FROM PUBLIC;

--
-- Name: FUNCTION forbidden(acting_role text, operations text[]); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.forbidden(acting_role text, operations text[]) FROM PUBLIC;

--
-- Name: FUNCTION insert_widgets(serial_numbers text[], operations text[], firsts integer[], ports text[], names text[]); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.insert_widgets(serial_numbers text[], operations text[], firsts integer[], ports text[], names text[]) FROM PUBLIC;

--
-- Name: FUNCTION lock_pair(serial_number text, peer_serial_number text, port widgets.port_type); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.lock_pair(serial_number text, peer_serial_number text, port widgets.port_type) FROM PUBLIC;

--
-- Name: FUNCTION lock_widget(serial_number text); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.lock_widget(serial_number text) FROM PUBLIC;

--
-- Name: FUNCTION places(members text[], list text[]); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.places(members text[], list text[]) FROM PUBLIC;

--
-- Name: FUNCTION refusal(rule text, details text[], OUT code text, OUT message text, OUT hint text); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.refusal(rule text, details text[], OUT code text, OUT message text, OUT hint text) FROM PUBLIC;

--
-- Name: FUNCTION refuse(rule text, argument text, VARIADIC details text[]); Type: ACL; Schema: widgets_store; Owner: -
--

REVOKE ALL ON FUNCTION widgets_store.refuse(rule text, argument text, VARIADIC details text[]) FROM PUBLIC;

--
-- PostgreSQL database dump complete
--

