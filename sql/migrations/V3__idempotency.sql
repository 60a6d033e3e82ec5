-- The idempotency keys of requests, so that a repeated request receives the answer to the first one.

create table widgets_store.idempotency_keys (
  role text collate "C" not null,
  subject text collate "C" not null,
  key text collate "C" not null,
  fingerprint text not null,
  answer text,
  used_at timestamp with time zone not null,
  constraint idempotency_key_is_unique primary key (role, subject, key)
);

-- for the deletion of old keys; HOT updates do not matter here, because a row is written only a few times
create index idempotency_keys_used_at on widgets_store.idempotency_keys (used_at);

comment on table widgets_store.idempotency_keys is
  'Requests of the last day that had an idempotency key. Only functions of widgets_admin write it';
comment on column widgets_store.idempotency_keys.role is 'The role for which the request acted';
comment on column widgets_store.idempotency_keys.subject is 'The caller within the role, empty if unknown';
comment on column widgets_store.idempotency_keys.key is 'The key that the caller chose';
comment on column widgets_store.idempotency_keys.fingerprint is 'A hash of the request';
comment on column widgets_store.idempotency_keys.answer is 'The answer to the request';
comment on column widgets_store.idempotency_keys.used_at is 'The time at which the request was performed';
