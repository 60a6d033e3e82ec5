-- Every rule's SQLSTATE and sentence. A sentence is fixed and printable ASCII, because PostgREST sends it as the reason
-- phrase of its answer; whatever a caller has sent stands in the hint alone.
create or replace function widgets_store.refuse(
  rule text,
  argument text,
  hint text
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  code text;
  sentence text;
begin
  case rule
    when 'serial_number_is_unique' then
      code := 'PT409';
      sentence := 'A widget with this serial number exists.';
    when 'widget_exists' then
      code := 'PT404';
      sentence := 'There is no widget with this serial number.';
    when 'port_is_free' then
      code := 'PT409';
      sentence := 'The widget has no free port of this type.';
    when 'association_is_unique_per_port' then
      code := 'PT409';
      sentence := 'The widgets are already associated on this port type.';
    when 'association_exists' then
      code := 'PT404';
      sentence := 'The widgets are not associated on this port type.';
    when 'no_self_association' then
      code := 'PT422';
      sentence := 'A widget cannot be associated with itself.';
    when 'serial_number_has_1_to_255_characters' then
      code := '23514';
      sentence := 'A serial number has 1 to 255 characters.';
    when 'name_has_at_most_255_characters' then
      code := '23514';
      sentence := 'A name has 0 to 255 characters.';
    when 'widget_has_1_to_3_ports' then
      code := '23514';
      sentence := 'A widget has 1 to 3 ports, each P, Q or R.';
    when 'port_is_p_q_or_r' then
      code := '23514';
      sentence := 'A port type is P, Q or R.';
    when 'registry_is_busy' then
      code := 'PT503';
      sentence := 'These widgets change too fast at the moment. Nothing was done: try again.';
  end case;
  raise exception using
    errcode = code,
    message = sentence,
    detail = rule,
    hint = hint,
    constraint = rule,
    column = coalesce(argument, '');
end
$$;

comment on function widgets_store.refuse(text, text, text) is
  'Raises the refusal of a rule: its name as constraint and detail, the argument to blame as column';

revoke execute on function widgets_store.refuse(text, text, text) from public;
