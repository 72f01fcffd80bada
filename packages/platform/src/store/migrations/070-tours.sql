-- Which first-steps tours a person was shown or turned down: the person's alone, no act and no projection.
create table tours (
  person text not null,
  role text not null,
  at text not null,
  primary key (person, role)
);
