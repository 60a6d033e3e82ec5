create or replace function widgets_admin.sizes()
returns table (
  relation text,
  bytes bigint
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if widgets_store.is_distributed() then
    return query
    select 'table', pg_catalog.citus_table_size('widgets_store.widgets')
    union all
    select 'index', pg_catalog.citus_total_relation_size('widgets_store.widgets')
      - pg_catalog.citus_table_size('widgets_store.widgets');
    return;
  end if;
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

comment on function widgets_admin.sizes() is
  'Returns the sizes on disk, in bytes, of the table of widgets and of its index';

revoke execute on function widgets_admin.sizes() from public;
