-- What a service keeps of requests that came with an Idempotency-Key, so that the same one again gives the first answer.

create table widgets_store.idempotency_keys (
  role text collate "C" not null,
  subject text collate "C" not null,
  key text collate "C" not null,
  fingerprint text not null,
  answer text,
  used_at timestamp with time zone not null,
  constraint idempotency_key_is_unique primary key (role, subject, key)
);

-- for the clean-up alone; its rows are written once and hold no association
create index idempotency_keys_used_at on widgets_store.idempotency_keys (used_at);

comment on table widgets_store.idempotency_keys is
  'Requests that were done within a day and came with a key. Written by the functions of widgets_admin alone';
comment on column widgets_store.idempotency_keys.role is 'The role that the request acted for';
comment on column widgets_store.idempotency_keys.subject is 'Who it was within the role; empty where nobody says';
comment on column widgets_store.idempotency_keys.key is 'The key that the caller chose';
comment on column widgets_store.idempotency_keys.fingerprint is 'What the request was, as a hash';
comment on column widgets_store.idempotency_keys.answer is 'What it was answered with';
comment on column widgets_store.idempotency_keys.used_at is 'When it was done';
