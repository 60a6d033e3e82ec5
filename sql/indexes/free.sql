-- Optional: finds widgets with a free port of a type. Run it with psql as the owner, or use:
-- widgets index add free
--   psql -v ON_ERROR_STOP=1 -f sql/indexes/free.sql
-- It does not block operations. It slows down associations, because every update of peers now
-- writes to all indexes of the table (no update is HOT any more).

-- What an interrupted run has left behind is of no use.
select format('drop index concurrently %s', i.indexrelid::regclass)
from pg_catalog.pg_index i
where i.indrelid = 'widgets_store.widgets'::regclass
  and i.indexrelid in (
    to_regclass('widgets_store.widgets_with_free_p'),
    to_regclass('widgets_store.widgets_with_free_q'),
    to_regclass('widgets_store.widgets_with_free_r')
  )
  and not i.indisvalid
\gexec

create index concurrently if not exists widgets_with_free_p
  on widgets_store.widgets (serial_number)
  where substr(ports, array_position(peers, null, strpos(ports, 'P')), 1) = 'P';

create index concurrently if not exists widgets_with_free_q
  on widgets_store.widgets (serial_number)
  where substr(ports, array_position(peers, null, strpos(ports, 'Q')), 1) = 'Q';

create index concurrently if not exists widgets_with_free_r
  on widgets_store.widgets (serial_number)
  where substr(ports, array_position(peers, null, strpos(ports, 'R')), 1) = 'R';
