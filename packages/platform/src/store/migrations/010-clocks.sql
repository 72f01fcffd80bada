-- Clocks and what is told of them.

-- Projection: the clocks that run in each case; can be dropped and replayed.
create table clocks (
  procedure text not null,
  id text not null,
  name text not null,
  -- Tells the clocks of one name apart: a number, a body, a period; empty where there is one only.
  subject text not null,
  kind text not null,
  rule text not null,
  started text,
  -- Last day; null while it cannot be named.
  due text,
  -- The year whose working days are awaited.
  not_published integer,
  -- Whether the last day rests on other cases: it is then named as a day begins, and no replay can name it.
  by_facts boolean not null,
  -- 'role' or 'role:organization'; who must act stands first.
  whose text[] not null,
  -- What the platform does as the day after begins.
  act text,
  remind text,
  -- The stream that stops it by being there.
  answered_by text,
  primary key (procedure, id, name, subject)
);
create index clocks_by_due on clocks (due);
create index clocks_by_whose on clocks using gin (whose);

-- What people are told, each thing once: the mark says what it is. Made by reactions and acts, never by a replay.
create table notices (
  no bigint generated always as identity primary key,
  mark text not null unique,
  kind text not null,
  whose text[] not null,
  procedure text not null,
  id text not null,
  clock text,
  subject text,
  due text,
  -- The legal day it was told on.
  day text not null
);
create index notices_by_whose on notices using gin (whose);

create table notices_read (
  person text not null,
  no bigint not null references notices (no),
  primary key (person, no)
);
