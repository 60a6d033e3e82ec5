-- The check uses the session user, because the current user of a definer function is its owner. It is the check that
-- SET ROLE makes.
create or replace function widgets_store.check_service(role text)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if not exists (
    select 1
    from pg_catalog.pg_roles r
    where r.rolname = check_service.role
      and pg_has_role(session_user, r.oid,
        case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end)
  ) then
    raise exception using
      errcode = 'insufficient_privilege',
      message = format('permission denied to set role "%s"', role);
  end if;
end
$$;

comment on function widgets_store.check_service(text) is
  'Raises an error if the session user may not become this role';

revoke execute on function widgets_store.check_service(text) from public;
