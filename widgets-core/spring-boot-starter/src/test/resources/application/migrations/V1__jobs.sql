-- The registry is installed after this migration of the application, or else this fails.
do $$
begin
  if to_regnamespace('widgets') is not null then
    raise exception 'The registry was there before the tables of the application.';
  end if;
end
$$;

create table jobs (title text primary key);
