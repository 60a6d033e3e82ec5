-- The insertion waits for another transaction that has claimed the same key. If that one commits, its answer is here; if
-- it rolls back, the key is free. A refused request leaves no key behind, because its transaction is rolled back.
create or replace function widgets_admin.claim_key(
  role text,
  subject text,
  key text,
  fingerprint text
)
returns text
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  a_day_ago constant timestamptz := now() - interval '1 day';
  kept_fingerprint text;
  kept_answer text;
begin
  perform widgets_store.check_service(role);
  insert into widgets_store.idempotency_keys as k (role, subject, key, fingerprint, used_at)
  values (claim_key.role, claim_key.subject, claim_key.key, claim_key.fingerprint, now())
  on conflict on constraint idempotency_key_is_unique do update
  set fingerprint = excluded.fingerprint, answer = null, used_at = excluded.used_at
  where k.used_at < a_day_ago;
  if found then
    return null;
  end if;

  select k.fingerprint, k.answer
  into kept_fingerprint, kept_answer
  from widgets_store.idempotency_keys k
  where k.role = claim_key.role
    and k.subject = claim_key.subject
    and k.key = claim_key.key;
  if kept_fingerprint is distinct from fingerprint then
    perform widgets_store.refuse('idempotency_key_is_for_one_request', 'key', 'Use a new key for each new request.');
  end if;
  return kept_answer;
end
$$;

comment on function widgets_admin.claim_key(text, text, text, text) is
  'For services: claims the idempotency key of a request, in the transaction that performs it. Returns null if the request is new: perform it and call keep_answer. Otherwise returns the answer that the same request received within the last day';

revoke execute on function widgets_admin.claim_key(text, text, text, text) from public;
