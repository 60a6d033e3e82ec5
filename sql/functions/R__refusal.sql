-- Every rule's SQLSTATE and sentence, and the hint that goes with it. A sentence is fixed and printable ASCII, because
-- PostgREST sends it as the reason phrase of its answer; whatever a caller has sent stands in the hint alone.
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
      message := 'A widget with this serial number exists.';
      hint := 'The serial number "%s" is taken.';
    when 'widget_exists' then
      code := 'PT404';
      message := 'There is no widget with this serial number.';
      hint := 'No widget has the serial number "%s".';
    when 'port_is_free' then
      code := 'PT409';
      message := 'The widget has no free port of this type.';
      hint := case
        when strpos(details[3], details[2]) = 0 then '"%s" has no port %s at all; its ports are %s.'
        else 'Every port %2$s of "%1$s" is taken; its ports are %3$s.'
      end;
    when 'association_is_unique_per_port' then
      code := 'PT409';
      message := 'The widgets are already associated on this port type.';
      hint := '"%s" and "%s" are associated on %s.';
    when 'association_exists' then
      code := 'PT404';
      message := 'The widgets are not associated on this port type.';
      hint := '"%s" and "%s" are not associated on %s.';
    when 'no_self_association' then
      code := 'PT422';
      message := 'A widget cannot be associated with itself.';
      hint := 'Both arguments are "%s".';
    when 'serial_number_has_1_to_255_characters' then
      code := '23514';
      message := 'A serial number has 1 to 255 characters.';
    when 'name_has_at_most_255_characters' then
      code := '23514';
      message := 'A name has 0 to 255 characters.';
    when 'widget_has_1_to_3_ports' then
      code := '23514';
      message := 'A widget has 1 to 3 ports, each P, Q or R.';
    when 'port_is_p_q_or_r' then
      code := '23514';
      message := 'A port type is P, Q or R.';
    when 'idempotency_key_is_for_one_request' then
      code := 'PT422';
      message := 'This key belongs to another request.';
    when 'registry_is_busy' then
      code := 'PT503';
      message := 'These widgets change too fast at the moment. Nothing was done: try again.';
  end case;
  hint := format(hint, variadic details);
end
$$;

comment on function widgets_store.refusal(text, text[]) is
  'What a refusal by a rule says: its SQLSTATE, its sentence, and a hint with the details put in';

revoke execute on function widgets_store.refusal(text, text[]) from public;
