-- The rules of all operations, in the order in which they are checked: the first one that is violated is the refusal. The
-- functions of the API and apply test in one expression whether all rules hold, and call this function only if not.
--
-- One end of an association without the other is damage that only a writer other than these functions can have caused.
create or replace function widgets_store.violated_rule(
  operation text,
  serial_number text,
  peer_serial_number text,
  name text,
  port text,
  ports text,
  peers text[],
  peer_ports text,
  peer_peers text[],
  out rule text,
  out argument text,
  out details text[]
)
returns record
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  on_pair constant boolean := operation in ('associate_widgets', 'remove_association');
  has_peer constant boolean := on_pair or operation = 'get_path';
  has_end boolean;
  has_peer_end boolean;
begin
  -- input
  argument := 'serial_number';
  if (length(serial_number) between 1 and 255) is not true then
    rule := 'serial_number_has_1_to_255_characters';
    details := array['serial_number ' || coalesce('has ' || length(serial_number) || ' characters.', 'is null.')];
  elsif has_peer and (length(peer_serial_number) between 1 and 255) is not true then
    rule := 'serial_number_has_1_to_255_characters';
    argument := 'peer_serial_number';
    details := array['peer_serial_number '
      || coalesce('has ' || length(peer_serial_number) || ' characters.', 'is null.')];
  elsif on_pair and (port in ('P', 'Q', 'R')) is not true then
    rule := 'port_is_p_q_or_r';
    argument := 'port';
    details := array['port is ' || coalesce(port, 'null') || '.'];
  elsif operation in ('add_widget', 'rename_widget') and (length(name) <= 255) is not true then
    rule := 'name_has_at_most_255_characters';
    argument := 'name';
    details := array['name ' || coalesce('has ' || length(name) || ' characters.', 'is null.')];
  elsif operation = 'add_widget' and (length(port) between 1 and 3 and port ~ '^P*Q*R*$') is not true then
    rule := 'widget_has_1_to_3_ports';
    argument := 'ports';
    details := array[case
      when length(port) between 1 and 3 then 'ports is ' || port || '.'
      else 'ports ' || coalesce('has ' || length(port) || ' elements.', 'is null.')
    end];

  elsif on_pair and serial_number = peer_serial_number then
    rule := 'no_self_association';
    argument := 'peer_serial_number';
    details := array[serial_number];

  -- existence
  elsif operation = 'add_widget' then
    if ports is not null then
      rule := 'serial_number_is_unique';
      details := array[serial_number];
    end if;
  elsif ports is null then
    rule := 'widget_exists';
    details := array[serial_number];
  elsif has_peer and peer_ports is null then
    rule := 'widget_exists';
    argument := 'peer_serial_number';
    details := array[peer_serial_number];

  -- the association and its ports
  elsif on_pair then
    has_end := substr(ports, array_position(peers, peer_serial_number, strpos(ports, port)), 1) is not distinct from port;
    has_peer_end := substr(peer_ports, array_position(peer_peers, serial_number, strpos(peer_ports, port)), 1)
      is not distinct from port;
    if has_end <> has_peer_end then
      rule := 'associations_are_sound';
      argument := 'port';
      details := array[format('The association of "%s" and "%s" on port type %s has only one end.',
        serial_number, peer_serial_number, port)];
    elsif operation = 'remove_association' and not has_end then
      rule := 'association_exists';
      argument := 'port';
      details := array[serial_number, peer_serial_number, port];
    elsif operation = 'associate_widgets' and has_end then
      rule := 'association_is_unique_per_port';
      argument := 'port';
      details := array[serial_number, peer_serial_number, port];
    elsif operation = 'associate_widgets'
      and substr(ports, array_position(peers, null, strpos(ports, port)), 1) is distinct from port
    then
      rule := 'port_is_free';
      details := array[serial_number, port, ports];
    elsif operation = 'associate_widgets'
      and substr(peer_ports, array_position(peer_peers, null, strpos(peer_ports, port)), 1) is distinct from port
    then
      rule := 'port_is_free';
      argument := 'peer_serial_number';
      details := array[peer_serial_number, port, peer_ports];
    end if;
  end if;
end
$$;

comment on function widgets_store.violated_rule(text, text, text, text, text, text, text[], text, text[]) is
  'Returns the first rule that an operation violates, the offending argument and the details for the hint; null if there is none. ports and peers are those of the widget, null if it does not exist, peer_ports and peer_peers those of its peer. For add_widget, port is the letters of all ports';

revoke execute on function widgets_store.violated_rule(text, text, text, text, text, text, text[], text, text[]) from public;
