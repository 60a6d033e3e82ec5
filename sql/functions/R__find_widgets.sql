-- The plan is the same for any number of widgets. By default, PostgreSQL would plan each call anew, because it assumes that a
-- generic plan reads ten rows.
--
-- On a partitioned table, a nested loop searches only the partition of each key, whereas any() would search every partition
-- for all keys. On one table, any() is faster. Offset 0 rules out other joins.
create or replace function widgets_admin.find_widgets(
  acting_role text,
  serial_numbers text[]
)
returns table (
  serial_number text,
  name text,
  ports text,
  peers text[]
)
language plpgsql
stable
security definer
set search_path = ''
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
--citus set plan_cache_mode = auto
as $$
declare
  -- a partitioned table has no file of its own
  partitioned constant boolean := pg_relation_filenode('widgets_store.widgets'::regclass) is null;
begin
  if cardinality(widgets_store.forbidden(acting_role, array['get_widget'])) > 0 then
    raise exception using
      errcode = '42501',
      message = 'permission denied for function get_widget';
  end if;
  if partitioned then
    return query
    select w.serial_number, w.name::text, w.ports::text, w.peers
    from unnest(serial_numbers) s (serial_number)
    cross join lateral (
      select *
      from widgets_store.widgets w
      where w.serial_number = s.serial_number
      offset 0
    ) w;
    return;
  end if;
  return query
  select
    w.serial_number,
    w.name::text,
    --citus substr(w.ports, 1), /*
    w.ports::text,
    --citus */
    w.peers
  from widgets_store.widgets w
  where w.serial_number = any (serial_numbers);
end
$$;

comment on function widgets_admin.find_widgets(text, text[]) is
  'Returns the widgets with these serial numbers, in any order. The call acts for acting_role, which the session user must be allowed to become; null means the session user';

revoke execute on function widgets_admin.find_widgets(text, text[]) from public;
