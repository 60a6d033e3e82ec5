create or replace function widgets_store.places(
  members text[],
  list text[]
)
returns integer[]
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  places integer[] := array_fill(null::integer, array[coalesce(cardinality(members), 0)]);
  place integer := 1;
begin
  for i in 1 .. cardinality(places) loop
    while list[place] collate "C" < members[i] loop
      place := place + 1;
    end loop;
    if list[place] = members[i] then
      places[i] := place;
    end if;
  end loop;
  return places;
end
$$;

comment on function widgets_store.places(text[], text[]) is
  'Where the members stand in a list, null for those that do not; both in ascending order by code points, each element once';

revoke execute on function widgets_store.places(text[], text[]) from public;
