-- A line for each thing in the schemas of the registry and for each of its properties, but for Flyway's history.
with namespace as (
  select n.oid, n.nspname, n.nspowner, n.nspacl
  from pg_namespace n
  where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
), relation as (
  select c.*, c.oid::regclass::text as name
  from pg_class c
  join namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'c')
    and c.relname <> 'schema_history'
), line (name, place, line) as (
  select nspname::text, 0, format('schema %s acl %s: %s', nspname, nspacl, obj_description(oid, 'pg_namespace'))
  from namespace
  union all
  select name, 1, format('%s %s acl %s options %s: %s', case relkind when 'v' then 'view' when 'c' then 'type' else 'table' end, name, relacl,
    reloptions,
    case relkind when 'c' then obj_description(reltype, 'pg_type') else obj_description(oid, 'pg_class') end)
  from relation
  union all
  select r.name, 10 + a.attnum, format('  %s %s%s%s: %s', a.attname, format_type(a.atttypid, a.atttypmod),
    ' collate ' || a.attcollation::regcollation, case when a.attnotnull then ' not null' end,
    col_description(r.oid, a.attnum))
  from relation r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0
  union all
  select r.name, 50, format('  constraint %s %s', c.conname, pg_get_constraintdef(c.oid))
  from relation r
  join pg_constraint c on c.conrelid = r.oid and c.contype <> 'n'
  union all
  select r.name, 60, format('  index %s', pg_get_indexdef(i.indexrelid))
  from relation r
  join pg_index i on i.indrelid = r.oid
  union all
  select r.name, 70, format('  trigger %s', pg_get_triggerdef(t.oid))
  from relation r
  join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
  union all
  select name, 80, pg_get_viewdef(oid)
  from relation
  where relkind = 'v'
  union all
  select t.oid::regtype::text, 2, format('type %s %s%s acl %s: %s', t.oid::regtype,
    coalesce((select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
      format_type(t.typbasetype, t.typtypmod)),
    case when t.typtype = 'd' then ' collate ' || t.typcollation::regcollation end, t.typacl,
    obj_description(t.oid, 'pg_type'))
  from pg_type t
  join namespace n on n.oid = t.typnamespace
  where t.typtype in ('e', 'd')
  union all
  select c.contypid::regtype::text, 50, format('  constraint %s %s', c.conname, pg_get_constraintdef(c.oid))
  from pg_constraint c
  join namespace n on n.oid = c.connamespace
  where c.contypid <> 0
  union all
  select p.oid::regprocedure::text, 3, format(
    E'function %s.%s(%s)\n  returns %s language %s %s %s %s acl %s source %s: %s',
    n.nspname, p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
    (select l.lanname from pg_language l where l.oid = p.prolang),
    case p.provolatile when 'v' then 'volatile' when 's' then 'stable' else 'immutable' end,
    case when p.prosecdef then 'security definer' else 'security invoker' end,
    p.proconfig, p.proacl, md5(p.prosrc), obj_description(p.oid, 'pg_proc'))
  from pg_proc p
  join namespace n on n.oid = p.pronamespace
)
select replace(replace(line, current_user || '=', 'owner='), '/' || current_user, '/owner')
from line
order by name collate "C", place, line collate "C"
