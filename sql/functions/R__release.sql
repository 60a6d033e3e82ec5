create or replace function widgets_admin.release()
returns integer
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return 2;
end
$$;

comment on function widgets_admin.release() is
  'Returns the release of this schema, a number that increases. A library of a lower release refuses to work on it';

revoke execute on function widgets_admin.release() from public;
