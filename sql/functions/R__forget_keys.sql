create or replace function widgets_admin.forget_keys(most integer)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  forgotten integer;
begin
  delete from widgets_store.idempotency_keys k
  where (k.role, k.subject, k.key) in (
    select o.role, o.subject, o.key
    from widgets_store.idempotency_keys o
    where o.used_at < now() - interval '1 day'
    order by o.used_at
    limit most
    for update skip locked
  );
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

comment on function widgets_admin.forget_keys(integer) is
  'For services: deletes idempotency keys that are older than a day, up to the given number, and returns how many it deleted';

revoke execute on function widgets_admin.forget_keys(integer) from public;
