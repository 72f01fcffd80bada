-- What a person follows and when the person last looked: theirs alone, no act and no projection. Who follows what decides nothing.
create table follows (
  person text not null,
  procedure text not null,
  id text not null,
  since text not null,
  primary key (person, procedure, id)
);

-- From when on changes are new to a person.
create table last_looks (
  person text primary key,
  at text not null
);
