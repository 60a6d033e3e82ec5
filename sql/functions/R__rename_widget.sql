create or replace function widgets.rename_widget(
  serial_number text,
  name text
)
returns text
language plpgsql
volatile
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
--citus set plan_cache_mode = auto
as $$
--history declare
--history   old_name text;
begin
  if (length(serial_number) between 1 and 255 and length(name) <= 255) is not true then
    perform widgets_store.check_input('rename_widget', serial_number, name => name);
  end if;

  --history select w.name
  --history into old_name
  --history from widgets_store.widgets w
  --history where w.serial_number = rename_widget.serial_number
  --history for no key update;
  update widgets_store.widgets w
  set name = rename_widget.name
  where w.serial_number = rename_widget.serial_number;
  if not found then
    perform widgets_store.refuse('widget_exists', 'serial_number', serial_number);
  end if;
  --history if old_name <> name then
  --history   insert into widgets_store.history (operation, serial_number, name, old_name)
  --history   values ('rename_widget', serial_number, name, old_name);
  --history end if;
  return 'Widget renamed.';
end
$$;

comment on function widgets.rename_widget(text, text) is
  'Rename a widget

Gives a widget another name (at most 255 characters, not unique). Its serial number, its ports and its associations stay as they are.';

revoke execute on function widgets.rename_widget(text, text) from public;
