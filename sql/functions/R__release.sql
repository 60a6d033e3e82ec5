create or replace function widgets_admin.release()
returns integer
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return 1;
end
$$;

comment on function widgets_admin.release() is
  'The release of this schema: a whole number that grows. A library of a lower release refuses to work on it';

revoke execute on function widgets_admin.release() from public;
