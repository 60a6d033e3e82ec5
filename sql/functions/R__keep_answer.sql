create or replace function widgets_admin.keep_answer(
  role text,
  subject text,
  key text,
  answer text
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform widgets_store.check_service(role);
  update widgets_store.idempotency_keys k
  set answer = keep_answer.answer
  where k.role = keep_answer.role
    and k.subject = keep_answer.subject
    and k.key = keep_answer.key
    and k.answer is null;
end
$$;

comment on function widgets_admin.keep_answer(text, text, text, text) is
  'For services: stores the answer to a request whose key was claimed in the same transaction';

revoke execute on function widgets_admin.keep_answer(text, text, text, text) from public;
