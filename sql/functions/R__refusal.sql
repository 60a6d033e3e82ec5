-- The SQLSTATE, the message and the hint of every rule. A message is one fixed sentence of printable ASCII, because
-- PostgREST sends it as the HTTP reason phrase; values that came from a caller appear only in the hint.
create or replace function widgets_store.refusal(
  rule text,
  details text[],
  out code text,
  out message text,
  out hint text
)
returns record
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  hint := '%s';
  case rule
    when 'serial_number_is_unique' then
      code := 'PT409';
      message := 'A widget with this serial number already exists.';
      hint := 'The serial number "%s" is already in use.';
    when 'widget_exists' then
      code := 'PT404';
      message := 'The widget does not exist.';
      hint := 'No widget has the serial number "%s".';
    when 'port_is_free' then
      code := 'PT409';
      message := 'The widget has no free port of this type.';
      hint := case
        when strpos(details[3], details[2]) = 0 then '"%s" has no port of type %s; its ports are %s.'
        else 'Every port of type %2$s of "%1$s" is in use; its ports are %3$s.'
      end;
    when 'association_is_unique_per_port' then
      code := 'PT409';
      message := 'The widgets are already associated on this port type.';
      hint := '"%s" and "%s" are associated on port type %s.';
    when 'association_exists' then
      code := 'PT404';
      message := 'The widgets are not associated on this port type.';
      hint := '"%s" and "%s" have no association on port type %s.';
    when 'no_self_association' then
      code := 'PT422';
      message := 'A widget cannot be associated with itself.';
      hint := 'Both serial numbers are "%s".';
    when 'serial_number_has_1_to_255_characters' then
      code := '23514';
      message := 'A serial number must have 1 to 255 characters.';
    when 'name_has_at_most_255_characters' then
      code := '23514';
      message := 'A name must have at most 255 characters.';
    when 'widget_has_1_to_3_ports' then
      code := '23514';
      message := 'A widget must have 1 to 3 ports, each of type P, Q or R.';
    when 'port_is_p_q_or_r' then
      code := '23514';
      message := 'A port type must be P, Q or R.';
    when 'limit_is_in_range' then
      code := '23514';
      message := 'A limit must be within its range.';
      hint := '%s is %s; it must be from %s to %s.';
    when 'idempotency_key_is_for_one_request' then
      code := 'PT422';
      message := 'This idempotency key was already used for a different request.';
    when 'registry_is_busy' then
      code := 'PT503';
      message := 'The widgets are being changed concurrently.';
      hint := '%s Try again.';
    when 'associations_are_sound' then
      code := 'XX001';
      message := 'The associations of the widget are damaged.';
      hint := '%s Repair them with widgets repair.';
  end case;
  hint := format(hint, variadic details);
end
$$;

comment on function widgets_store.refusal(text, text[]) is
  'Returns the SQLSTATE and the message of a rule, and its hint with the details inserted';

revoke execute on function widgets_store.refusal(text, text[]) from public;
