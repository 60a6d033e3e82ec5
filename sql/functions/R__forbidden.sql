create or replace function widgets_store.forbidden(
  acting_role text,
  operations text[]
)
returns text[]
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if acting_role is null then
    acting_role := session_user;
  elsif acting_role <> session_user then
    perform widgets_store.check_service(acting_role);
  end if;
  if not has_schema_privilege(acting_role, 'widgets', 'usage') then
    return operations;
  end if;
  -- The usual case is without a query.
  if has_function_privilege(acting_role, 'widgets.add_widget(text, text, widgets.port_type[])'::regprocedure, 'execute')
    and has_function_privilege(acting_role, 'widgets.remove_widget(text)'::regprocedure, 'execute')
    and has_function_privilege(acting_role, 'widgets.rename_widget(text, text)'::regprocedure, 'execute')
    and has_function_privilege(acting_role, 'widgets.associate_widgets(text, text, widgets.port_type)'::regprocedure, 'execute')
    and has_function_privilege(acting_role, 'widgets.remove_association(text, text, widgets.port_type)'::regprocedure, 'execute')
    and has_function_privilege(acting_role, 'widgets.get_widget(text)'::regprocedure, 'execute')
  then
    return '{}';
  end if;
  return array(
    select o.name
    from (values
      ('add_widget', 'widgets.add_widget(text, text, widgets.port_type[])'::regprocedure),
      ('remove_widget', 'widgets.remove_widget(text)'),
      ('rename_widget', 'widgets.rename_widget(text, text)'),
      ('associate_widgets', 'widgets.associate_widgets(text, text, widgets.port_type)'),
      ('remove_association', 'widgets.remove_association(text, text, widgets.port_type)'),
      ('get_widget', 'widgets.get_widget(text)')
    ) o (name, function)
    where o.name = any (operations)
      and not has_function_privilege(acting_role, o.function, 'execute'));
end
$$;

comment on function widgets_store.forbidden(text, text[]) is
  'Returns those of these functions of the API that a role may not execute. The session user must be allowed to become the role; null means the session user';

revoke execute on function widgets_store.forbidden(text, text[]) from public;
