-- Lists being written into files, and files that nobody fetched yet: the files lie nowhere but in the program, so what stands here after a restart
-- was lost with it, and whoever asked is told. No act and no projection; which filters there were is not kept.
create table list_exports (
  person text not null,
  id text not null,
  list text not null,
  format text not null,
  total integer not null,
  begun_at text not null,
  primary key (person, id)
);
