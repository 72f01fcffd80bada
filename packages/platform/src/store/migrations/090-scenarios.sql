-- A title that names a scenario asks which call named it: found by its number, without reading every call.
create function scenarios_in(state jsonb) returns text[] language sql immutable parallel safe
  as $$ select array(select scenario ->> 'id' from jsonb_array_elements(case jsonb_typeof(state -> 'scenarios') when 'array' then state -> 'scenarios' else '[]' end) as scenario) $$;
create index calls_by_scenario on cases using gin (scenarios_in(state)) with (fastupdate = off) where procedure = 'call';
