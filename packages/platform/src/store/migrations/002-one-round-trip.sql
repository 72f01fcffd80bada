-- An act's statements travel together: what must hold is asked for inside of the database, which cannot ask us back.

create function must_stand(stands boolean) returns boolean language plpgsql as $$
begin
  if not stands then
    raise exception 'it has changed meanwhile' using errcode = 'YH409';
  end if;
  return stands;
end
$$;
