-- Citus executes a locking statement only if all of its rows are in one shard, so there is one statement for each shard. A
-- statement cannot lock the rows of several shards in the order of their serial numbers; therefore it waits for no lock.
create or replace function widgets_store.lock_free(serial_numbers text[])
returns table (
  serial_number text,
  ports text,
  peers text[]
)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
#variable_conflict use_column
declare
  -- false only for a call during widgets distribute, before the table is distributed
  distributed constant boolean := widgets_store.is_distributed();
  of_shard text[];
begin
  for of_shard in
    select array_agg(s.serial_number)
    from (
      select distinct u.serial_number
      from unnest(serial_numbers) u (serial_number)
      where u.serial_number is not null
    ) s
    group by case
      when distributed then pg_catalog.get_shard_id_for_distribution_column('widgets_store.widgets', s.serial_number)
    end
  loop
    return query
    select w.serial_number, substr(w.ports, 1), w.peers
    from widgets_store.widgets w
    where w.serial_number = any (of_shard)
    for no key update skip locked;
  end loop;
end
$$;

comment on function widgets_store.lock_free(text[]) is
  'For a table that Citus distributes: locks and returns, in any order, those widgets with these serial numbers that no other transaction has locked';

revoke execute on function widgets_store.lock_free(text[]) from public;
