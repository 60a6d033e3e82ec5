create or replace function widgets_store.check_limit(
  argument text,
  value integer,
  lowest integer,
  highest integer
)
returns void
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  if (value between lowest and highest) is not true then
    perform widgets_store.refuse(
      'limit_is_in_range', argument, argument, coalesce(value::text, 'null'), lowest::text, highest::text);
  end if;
end
$$;

comment on function widgets_store.check_limit(text, integer, integer, integer) is
  'Raises a refusal if the value of a limit is null or outside of its range';

revoke execute on function widgets_store.check_limit(text, integer, integer, integer) from public;
