-- What a case is searched by, in lower case and nothing else: a search reads this narrow table from end to end instead of the wide one. Kept by
-- the database itself and touched only where the words change, so that an act that leaves a title alone pays nothing for it.
create table case_words (
  procedure text not null,
  id text not null,
  -- The title; a mark (migration 061) is one sign that nobody can type.
  said text not null,
  number text not null,
  -- Datasets and fields of the catalog, codes of what is registered, names that a call gives its scenarios.
  inside text not null,
  primary key (procedure, id)
);

create function words_said(title text) returns text language sql immutable parallel safe
  as $$ select lower(regexp_replace(title, E'\x02[^\x01\x03]+\x03', E'\x02', 'g')) $$;

create function words_inside(procedure text, state jsonb) returns text language sql immutable parallel safe
  as $$ select lower(coalesce(case procedure
    when 'catalog-item' then concat_ws(E'\n', state ->> 'dataset', state ->> 'summary', (
      select string_agg(concat_ws(E'\n', field ->> 'name', field ->> 'title'), E'\n')
      from jsonb_array_elements(case jsonb_typeof(state -> 'fields') when 'array' then state -> 'fields' else '[]' end) as field))
    when 'call' then (
      select string_agg(scenario ->> 'name', E'\n')
      from jsonb_array_elements(case jsonb_typeof(state -> 'scenarios') when 'array' then state -> 'scenarios' else '[]' end) as scenario)
    when 'product' then state ->> 'code'
    when 'resource-registration' then state ->> 'code'
  end, '')) $$;

create function keep_case_words() returns trigger language plpgsql as $$ begin
  if tg_op = 'INSERT' then
    insert into case_words values (new.procedure, new.id, words_said(new.title), lower(new.id), words_inside(new.procedure, new.state));
  elsif tg_op = 'UPDATE' then
    update case_words as kept set said = fresh.said, inside = fresh.inside
    from (select words_said(new.title) as said, words_inside(new.procedure, new.state) as inside) as fresh
    where kept.procedure = new.procedure and kept.id = new.id and (kept.said, kept.inside) is distinct from (fresh.said, fresh.inside);
  else
    delete from case_words as kept where kept.procedure = old.procedure and kept.id = old.id;
  end if;
  return null;
end $$;
create trigger cases_are_worded after insert or delete on cases for each row execute function keep_case_words();
create trigger cases_are_reworded after update of title, state on cases for each row
  when (old.title is distinct from new.title or old.state is distinct from new.state) execute function keep_case_words();
insert into case_words select procedure, id, words_said(title), lower(id), words_inside(procedure, state) from cases;

-- Who of a kind is concerned by a case, roles, organizations and turns together: a reader who sees one in hundreds finds those without walking past
-- the others. It only narrows, and may narrow too little: what may be seen is judged on the line itself.
create function seen_by(procedure text, roles text[], organizations text[], turns text[]) returns text[] language plpgsql immutable parallel safe cost 1000
  as $$ begin
    return string_to_array(procedure || ' ' || array_to_string(roles || organizations || turns, E'\x01' || procedure || ' '), E'\x01');
  end $$;
create index cases_by_sight on cases using gin (seen_by(procedure, roles, organizations, turns)) with (fastupdate = off);

-- Both are dear beside the index that holds them: never line by line where there is a choice.
alter function marks_in(text) cost 1000;
alter function text_in(text) cost 1000;

-- A line above two kilobytes lost all that is read with a list to the side table, with the folded case: now the folded case alone goes.
alter table cases set (toast_tuple_target = 1024);
