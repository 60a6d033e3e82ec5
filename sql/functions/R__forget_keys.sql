create or replace function widgets_admin.forget_keys(most integer)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  a_day_ago constant timestamptz := now() - interval '1 day';
  forgotten integer;
  old text[];
begin
  -- a distributed table is joined only by its distribution key, and several of its shards are not locked by one statement
  if widgets_store.is_distributed() then
    old := array(
      select o.key
      from widgets_store.idempotency_keys o
      where o.used_at < a_day_ago
      order by o.used_at
      limit most);
    delete from widgets_store.idempotency_keys k
    where k.key = any (old)
      and k.used_at < a_day_ago;
    get diagnostics forgotten = row_count;
    return forgotten;
  end if;

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
