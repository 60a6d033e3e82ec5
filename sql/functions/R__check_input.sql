create or replace function widgets_store.check_input(
  operation text,
  serial_number text,
  peer_serial_number text default null,
  name text default null,
  port text default null
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  violated record;
begin
  violated := widgets_store.violated_rule(operation, serial_number, peer_serial_number, name, port, null, null, null, null);
  if violated.rule is not null then
    perform widgets_store.refuse(violated.rule, violated.argument, variadic violated.details);
  end if;
end
$$;

comment on function widgets_store.check_input(text, text, text, text, text) is
  'Raises the refusal of an operation on widgets that do not exist';

revoke execute on function widgets_store.check_input(text, text, text, text, text) from public;
