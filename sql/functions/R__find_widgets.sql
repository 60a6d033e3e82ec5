-- The plan is the same for any number of widgets. By default, PostgreSQL would plan each call anew, because it assumes that a
-- generic plan reads ten rows.
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
as $$
begin
  if cardinality(widgets_store.forbidden(acting_role, array['get_widget'])) > 0 then
    raise exception using
      errcode = '42501',
      message = 'permission denied for function get_widget';
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
