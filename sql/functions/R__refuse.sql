create or replace function widgets_store.refuse(
  rule text,
  argument text,
  variadic details text[]
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  refusal record;
begin
  refusal := widgets_store.refusal(rule, details);
  raise exception using
    errcode = refusal.code,
    message = refusal.message,
    detail = rule,
    hint = refusal.hint,
    constraint = rule,
    column = coalesce(argument, '');
end
$$;

comment on function widgets_store.refuse(text, text, text[]) is
  'Raises the refusal of a rule: the constraint and the detail hold its name, the column holds the offending argument';

revoke execute on function widgets_store.refuse(text, text, text[]) from public;
