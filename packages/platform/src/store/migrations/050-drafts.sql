-- What somebody has begun to write and not sent. Nothing has happened by it, so nothing of it is in the log; sealed under a key outside of the database.
create table drafts (
  person text not null,
  act text not null,
  -- The case it is written on; empty where it would open one.
  id text not null,
  sealed bytea not null,
  saved_at text not null,
  primary key (person, act, id)
);
create index drafts_by_age on drafts (saved_at);
