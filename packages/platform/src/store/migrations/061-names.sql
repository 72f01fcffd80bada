-- A title borrows names from other cases by marks (see the law's kernel/title.ts): which cases those are, and what remains to be searched as text.
create function marks_in(title text) returns text[] language sql immutable parallel safe
  as $$ select array(select mark[1] from regexp_matches(title, E'\x02([^\x01\x03]+)\x03', 'g') as mark) $$;
create function text_in(title text) returns text language sql immutable parallel safe
  as $$ select regexp_replace(title, E'\x02[^\x01\x03]+\x03', ' ', 'g') $$;
create index cases_by_title_mark on cases using gin (marks_in(title));
create index cases_by_id on cases (id);
