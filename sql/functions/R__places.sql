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
  'Returns the position of each member in a list, null if the list lacks it. Both are in ascending order of code points, without duplicates';

revoke execute on function widgets_store.places(text[], text[]) from public;
