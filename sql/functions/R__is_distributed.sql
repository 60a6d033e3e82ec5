-- The catalogue of Citus lists the tables that it distributes, with 'h' for those distributed by a hash. The outer statement
-- must not name that table where Citus is not installed; PL/pgSQL plans a statement only when it is reached.
create or replace function widgets_store.is_distributed()
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if to_regclass('pg_catalog.pg_dist_partition') is null then
    return false;
  end if;
  return exists (
    select 1
    from pg_catalog.pg_dist_partition p
    where p.logicalrelid = 'widgets_store.widgets'::regclass
      and p.partmethod = 'h');
end
$$;

comment on function widgets_store.is_distributed() is
  'Returns whether Citus distributes the table of widgets over several nodes';

revoke execute on function widgets_store.is_distributed() from public;
