-- The session's user, not the current one: in a definer function that is the owner. It asks what set role asks.
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
  'Refuses a service that may not become the role that it says it acts for';

revoke execute on function widgets_store.check_service(text) from public;
