-- The function works in three steps, whatever the operations are: it locks and reads every widget that is named, decides
-- the operations one after the other on what it has read, and writes each widget that changed once. So there is no
-- subtransaction, a refused operation does not affect the others, and a widget costs one update however many operations
-- name it.
--
-- Most batches only associate and dissociate, and name each widget once. Then no operation depends on another, and one
-- statement decides all operations and writes those that are allowed; offset 0 has each expression evaluated only once, and
-- keeps the rows small that PostgreSQL carries for a recheck. In other batches, and to find out why operations are refused,
-- apply_in_turn takes the operations one by one.
--
-- The order of locks. First the widgets to be added are inserted, in the order of their serial numbers; such a row counts
-- as missing until its operation takes effect. Then all rows are locked in that order. An insertion waits only for an
-- insertion or a removal of the same serial number, and a transaction that locks rows never waits for an uncommitted row.
-- So inserting transactions may wait for each other, in order, and for locking ones, but never the other way round.
--
-- What cannot be decided with the locked rows (a removal whose peers have changed, an addition after a removal by another
-- transaction) is refused as registry_is_busy. The caller sends it again alone.
--
-- The lines after --citus are comments unless Citus distributes the table; widgets distribute puts the function in force with
-- them. There one statement cannot lock the rows of several nodes in order, so the function locks only rows that no other
-- transaction has locked, and never waits for a lock. What needs another row is refused as registry_is_busy, too.
--
-- Joins use the key whatever the statistics say, because plans are kept for the life of a session. The same plan serves
-- batches of any size; without plan_cache_mode, small ones would be planned at each call. An update finds a row by its ctid,
-- which is constant while the row is locked, and compares the serial number because partitions share ctids.
--
-- On a partitioned table, which has no file of its own, a nested loop searches only the partition of each key, whereas any()
-- would search every partition for all keys. On one table, any() is faster.
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
set plan_cache_mode = force_generic_plan
--citus set plan_cache_mode = auto
as $$
#variable_conflict use_variable
declare
  forbidden constant text[] := widgets_store.forbidden(acting_role, operations);
  independent constant boolean := -- each operation associates or dissociates two widgets that no other one names
    --citus false and
    operations <@ '{associate_widgets,remove_association}'
    and cardinality(firsts) + cardinality(seconds) = cardinality(serial_numbers)
    and array_position(ports, null) is null
    and forbidden = '{}';
  added text[];     -- the widgets that were inserted
  removed text[];   -- the peers of those to be removed
  locked widgets_store.locked_widget[]; -- in the order of their serial numbers
  written integer;  -- the number of rows that one statement has written; null if there was none
begin
  if not independent then
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
  end if;

  if pg_relation_filenode('widgets_store.widgets'::regclass) is null then
    select array_agg(l.widget)
    into locked
    from (
      select row(w.ctid, w.serial_number, w.ports, w.peers)::widgets_store.locked_widget as widget
      from (
        select distinct u.serial_number collate "C" as serial_number
        from unnest(serial_numbers || removed) u (serial_number)
      ) s
      join widgets_store.widgets w on w.serial_number = s.serial_number
      order by s.serial_number
      for no key update of w
    ) l;
  else
    select array_agg(l.widget)
    into locked
    from (
      --citus select row(null, f.serial_number, f.ports, f.peers)::widgets_store.locked_widget as widget
      --citus from widgets_store.lock_free(serial_numbers || removed) f
      --citus order by f.serial_number collate "C"
      --citus /*
      select row(w.ctid, w.serial_number, w.ports, w.peers)::widgets_store.locked_widget as widget
      from widgets_store.widgets w
      where w.serial_number = any (serial_numbers || removed)
      order by w.serial_number
      for no key update
      --citus */
    ) l;
  end if;

  if independent and cardinality(locked) = cardinality(serial_numbers) then
    update widgets_store.widgets w
    set peers[e.place] = e.peer
    from (
      select
        (locked[case when s.is_first then p.first else p.second end]).ctid as ctid,
        case when s.is_first then p.one else p.other end as serial_number,
        case when s.is_first then p.one_port else p.other_port end as place,
        case when p.associates then case when s.is_first then p.other else p.one end end as peer
      from (
        select
          a.*,
          array_position(a.one_peers, case when not a.associates then a.other end, strpos(a.one_ports, a.port)) as one_port,
          array_position(a.other_peers, case when not a.associates then a.one end, strpos(a.other_ports, a.port)) as other_port
        from (
          select
            i.operation = 'associate_widgets' as associates,
            i.first,
            i.second,
            i.port,
            serial_numbers[i.first] as one,
            serial_numbers[i.second] as other,
            (locked[i.first]).ports as one_ports,
            (locked[i.second]).ports as other_ports,
            (locked[i.first]).peers as one_peers,
            (locked[i.second]).peers as other_peers
          from unnest(operations, firsts, seconds, ports) i (operation, first, second, port)
          offset 0
        ) a
        offset 0
      ) p
      cross join unnest('{true,false}'::boolean[]) s (is_first)
      where substr(p.one_ports, p.one_port, 1) = p.port
        and substr(p.other_ports, p.other_port, 1) = p.port
        and (
          not p.associates
          or substr(p.one_ports, array_position(p.one_peers, p.other, strpos(p.one_ports, p.port)), 1)
            is distinct from p.port)
      offset 0
    ) e
    where w.ctid = e.ctid
      and w.serial_number = e.serial_number;
    get diagnostics written = row_count;
    if
      --history false and
      written = cardinality(locked)
    then
      return;
    end if;
  end if;

  return query
  select *
  from widgets_store.apply_in_turn(
    acting_role, serial_numbers, operations, firsts, seconds, ports, names, forbidden, added, locked, written);
end
$$;

comment on function widgets_admin.apply(text, text[], text[], integer[], integer[], text[], text[]) is
  'Performs many operations in one transaction, one after the other, and returns a row for each that was refused. serial_numbers are all serial numbers that occur, each once, in ascending order; firsts and seconds are positions in it. The call acts for acting_role, which the session user must be allowed to become; null means the session user';

revoke execute on function widgets_admin.apply(text, text[], text[], integer[], integer[], text[], text[]) from public;
