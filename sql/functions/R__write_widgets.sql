-- A SET clause of Citus must not be a bare subscript or slice, which crashes the coordinator; trim_array, coalesce and substr
-- around it are safe.
create or replace function widgets_store.write_widgets(
  serial_numbers text[],
  names text[],
  ports text[],
  peers_1 text[],
  peers_2 text[],
  peers_3 text[]
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  -- false only for a call during widgets distribute, before the table is distributed
  distributed constant boolean := widgets_store.is_distributed();
  places integer[];
  keys text[];
  new_names text[];
  new_ports text[];
  new_1 text[];
  new_2 text[];
  new_3 text[];
begin
  for places in
    select array_agg(s.place)
    from unnest(serial_numbers) with ordinality s (serial_number, place)
    group by case
      when distributed then pg_catalog.get_shard_id_for_distribution_column('widgets_store.widgets', s.serial_number)
    end
  loop
    keys := array(select serial_numbers[p] from unnest(places) p);
    new_1 := array(select peers_1[p] from unnest(places) p);
    new_2 := array(select peers_2[p] from unnest(places) p);
    new_3 := array(select peers_3[p] from unnest(places) p);
    new_names := array(select names[p] from unnest(places) p);
    new_ports := array(select ports[p] from unnest(places) p);
    update widgets_store.widgets w
    set name = coalesce(new_names[array_position(keys, w.serial_number)], w.name),
      ports = substr(new_ports[array_position(keys, w.serial_number)], 1),
      peers = trim_array(
        array[
          new_1[array_position(keys, w.serial_number)],
          new_2[array_position(keys, w.serial_number)],
          new_3[array_position(keys, w.serial_number)]],
        3 - length(new_ports[array_position(keys, w.serial_number)]))
    where w.serial_number = any (keys);
  end loop;
end
$$;

comment on function widgets_store.write_widgets(text[], text[], text[], text[], text[], text[]) is
  'For a table that Citus distributes: writes names, ports and peers of locked widgets, with one statement for each shard. A name that is null stays as it is';

revoke execute on function widgets_store.write_widgets(text[], text[], text[], text[], text[], text[]) from public;
