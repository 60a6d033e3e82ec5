create or replace function widgets_store.check_serial_number(
  argument text,
  value text
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if value is null then
    perform widgets_store.refuse('serial_number_has_1_to_255_characters', argument, argument || ' is null.');
  elsif length(value) not between 1 and 255 then
    perform widgets_store.refuse('serial_number_has_1_to_255_characters', argument,
      format('%s has %s characters.', argument, length(value)));
  end if;
end
$$;

comment on function widgets_store.check_serial_number(text, text) is
  'Refuses what cannot be a serial number';

revoke execute on function widgets_store.check_serial_number(text, text) from public;
