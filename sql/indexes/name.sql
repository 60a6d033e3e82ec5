-- Optional: finds widgets by their name. Run it with psql as the owner, or use: widgets index add name
--   psql -v ON_ERROR_STOP=1 -f sql/indexes/name.sql
-- It does not block operations. Adding and removing a widget also write to this index; associations
-- do not, because names never change (their updates stay HOT).

-- What an interrupted run has left behind is of no use.
select format('drop index concurrently %s', i.indexrelid::regclass)
from pg_catalog.pg_index i
where i.indrelid = 'widgets_store.widgets'::regclass
  and i.indexrelid = to_regclass('widgets_store.widgets_by_name')
  and not i.indisvalid
\gexec

create index concurrently if not exists widgets_by_name
  on widgets_store.widgets (name, serial_number);
