-- What jobs took in the zone, by day and workspace, as it told it under its signature: it tells the last month only, here it stays.
create table usage_by_day (
  zone text not null,
  day text not null,
  workspace text not null,
  operator text not null,
  jobs integer not null,
  cpu_seconds double precision not null,
  read_bytes bigint not null,
  primary key (zone, day, workspace)
);
