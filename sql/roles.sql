-- Creates the roles of least privilege and contains every grant. Run it after each migration, as a superuser or as a user
-- that owns the registry and may create roles; it is safe to repeat. Roles belong to the whole server, so several registries
-- on one server need different names:
--   psql -v ON_ERROR_STOP=1 -c "set widgets.application_role = 'orders_widgets'" -f sql/roles.sql
-- The settings are widgets.owner_role, widgets.anonymous_role, widgets.application_role and widgets.authenticator_role.
-- No password is set; set that of the authenticator with \password.
do $$
declare
  owner_role constant text := coalesce(nullif(current_setting('widgets.owner_role', true), ''), 'widgets_owner');
  anonymous_role constant text := coalesce(nullif(current_setting('widgets.anonymous_role', true), ''), 'web_anon');
  application_role constant text := coalesce(nullif(current_setting('widgets.application_role', true), ''), 'widgets_app');
  authenticator_role constant text := coalesce(nullif(current_setting('widgets.authenticator_role', true), ''), 'authenticator');
  may_create constant boolean := has_database_privilege(current_database(), 'create with grant option');
  is_superuser constant boolean := current_setting('is_superuser')::boolean;
  has_set_option constant boolean := current_setting('server_version_num')::integer >= 160000;
  owner_oid oid;
  one text;
begin
  -- Only one run at a time in this database. Roles belong to the whole server, so a run in another database may create the
  -- same role or grant at the same time; the second one then finds it in place.
  perform pg_advisory_xact_lock(x'77696467657473'::bigint);

  foreach one in array array[owner_role, anonymous_role, application_role] loop
    if not exists (select 1 from pg_roles where rolname = one) then
      begin
        execute format('create role %I nologin', one);
      exception
        when duplicate_object or unique_violation then
          null;
      end;
    end if;
  end loop;
  if not exists (select 1 from pg_roles where rolname = authenticator_role) then
    begin
      execute format('create role %I login noinherit', authenticator_role);
    exception
      when duplicate_object or unique_violation then
        null;
    end;
  end if;
  begin
    execute format('grant %I to %I', anonymous_role, authenticator_role);
  exception
    when unique_violation then
      null;
  end;

  -- the installing user becomes a member of the owner, so that it can migrate again
  if not is_superuser then
    -- from PostgreSQL 16 on it needs both options, of which createrole_self_grant may have set one
    if not pg_has_role(owner_role, 'usage')
      or has_set_option and not pg_has_role(owner_role, case when has_set_option then 'set' else 'usage' end)
    then
      execute format('grant %I to %I%s', owner_role, current_user,
        case when has_set_option then ' with inherit true, set true' end);
    end if;
    if may_create then
      execute format('grant create on database %I to %I', current_database(), owner_role);
    end if;
  end if;

  -- Only objects that have another owner are altered: ALTER ... OWNER locks a table exclusively even if it changes
  -- nothing, so it would wait for the operations of a running service and could deadlock with them.
  select oid into strict owner_oid from pg_roles where rolname = owner_role;
  for one in
    select format('alter schema %I owner to %I', n.nspname, owner_role)
    from pg_namespace n
    where n.nspname in ('widgets', 'widgets_admin', 'widgets_store')
      and n.nspowner <> owner_oid
    union all
    select format(case c.relkind when 'v' then 'alter view %s owner to %I' else 'alter table %s owner to %I' end,
      c.oid::regclass, owner_role)
    from pg_class c
    where c.relnamespace::regnamespace::text in ('widgets', 'widgets_admin', 'widgets_store')
      and c.relkind in ('r', 'p', 'v')
      and c.relowner <> owner_oid
    union all
    select format('alter function %s owner to %I', p.oid::regprocedure, owner_role)
    from pg_proc p
    where p.pronamespace::regnamespace::text in ('widgets', 'widgets_admin', 'widgets_store')
      and p.proowner <> owner_oid
    union all
    select format('alter type %s owner to %I', t.oid::regtype, owner_role)
    from pg_type t
    where t.typnamespace::regnamespace::text in ('widgets', 'widgets_admin', 'widgets_store')
      and (t.typtype in ('e', 'd') or exists (select 1 from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
      and t.typowner <> owner_oid
  loop
    execute one;
  end loop;
  if not is_superuser and may_create then
    execute format('revoke create on database %I from %I', current_database(), owner_role);
  end if;

  execute format('grant usage on schema widgets to %I, %I', anonymous_role, application_role);
  for one in
    select p.oid::regprocedure
    from pg_proc p
    where p.pronamespace = 'widgets'::regnamespace
  loop
    execute format('grant execute on function %s to %I, %I', one, anonymous_role, application_role);
  end loop;
  execute format('grant select on widgets.widgets, widgets.slots to %I', application_role);
  execute format('grant usage on schema widgets_admin to %I, %I', application_role, authenticator_role);
  -- these functions check that the user of the session may switch to the role, and that the role has the privileges
  foreach one in array array[
    'widgets_admin.release()',
    'widgets_admin.apply(text, text[], text[], integer[], integer[], text[], text[])',
    'widgets_admin.find_widgets(text, text[])'
  ] loop
    execute format('grant execute on function %s to %I, %I', one, application_role, authenticator_role);
  end loop;
  foreach one in array array[
    'widgets_admin.claim_key(text, text, text, text)',
    'widgets_admin.keep_answer(text, text, text, text)',
    'widgets_admin.forget_keys(integer)'
  ] loop
    execute format('grant execute on function %s to %I', one, authenticator_role);
  end loop;

  if widgets_store.is_distributed() then
    -- The functions connect from node to node as the owner. Time limits of a session do not hold for its statements on
    -- other nodes, so a lock there must have a limit of its own.
    if not (select rolcanlogin from pg_roles where rolname = owner_role) then
      execute format('alter role %I login', owner_role);
    end if;
    execute format('alter role %I in database %I set lock_timeout = %L', owner_role, current_database(), '5s');
    -- Citus copies functions, but not that the public may not execute them
    for one in
      select p.oid::regprocedure
      from pg_proc p
      where p.pronamespace::regnamespace::text in ('widgets', 'widgets_admin', 'widgets_store')
    loop
      execute format('revoke execute on function %s from public', one);
    end loop;
    -- a view is read on the nodes with the privileges of its reader
    execute format('grant usage on schema widgets_store to %I', application_role);
    execute format('grant select on widgets_store.widgets to %I', application_role);
  end if;
end
$$;
