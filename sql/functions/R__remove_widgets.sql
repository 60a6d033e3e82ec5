-- One statement locks all rows in the order of their serial numbers: the widgets, and the peers that they were seen to
-- have. If a widget has a new peer by then, which is not locked, the call is refused; that releases the locks, and the
-- caller repeats the call. Only locked rows are removed: a widget that is added again meanwhile stays.
create or replace function widgets_admin.remove_widgets(serial_numbers text[])
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  peers_seen text[];
  locked text[];
  removed text[];
  held text[];
begin
  if serial_numbers is null then
    perform widgets_store.refuse('serial_number_has_1_to_255_characters', 'serial_numbers', 'serial_numbers is null.');
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

  if widgets_store.is_distributed() then
    -- it waits for no lock, so there is no order
    select array_agg(l.serial_number)
    into locked
    from widgets_store.lock_free(serial_numbers || peers_seen) l;
    held := array(
      select s.serial_number
      from unnest(serial_numbers || peers_seen) s (serial_number)
      except
      select l.serial_number
      from unnest(locked) l (serial_number));
    if exists (
      select 1
      from widgets_store.widgets w
      where w.serial_number = any (held))
    then
      perform widgets_store.refuse('registry_is_busy', 'serial_numbers', 'Some are locked by other transactions.');
    end if;
  else
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
  end if;

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
    perform widgets_store.refuse('registry_is_busy', 'serial_numbers', 'The peers changed meanwhile.');
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

comment on function widgets_admin.remove_widgets(text[]) is
  'Removes many widgets with their associations at once and returns how many it removed. It is refused with PT503 if their peers change meanwhile; repeat the call then';

revoke execute on function widgets_admin.remove_widgets(text[]) from public;
