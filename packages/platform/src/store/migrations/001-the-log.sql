-- The log: what happened, in the order it was committed. An entry never changes; its payload can be destroyed (article 19).

create table streams (
  stream text primary key,
  procedure text not null,
  version integer not null
);

create table entries (
  no bigint generated always as identity primary key,
  stream text not null,
  version integer not null,
  type text not null,
  at text not null,
  canonical bytea not null,
  leaf_index bigint unique,
  unique (stream, version)
);
create index entries_without_leaf on entries (no) where leaf_index is null;

-- Sealed under the data key of its scope; null once it was destroyed.
create table payloads (
  stream text not null,
  version integer not null,
  scope text not null,
  sealed bytea,
  primary key (stream, version)
);

create table data_keys (
  scope text primary key,
  wrapped text not null
);

-- Further names under which facts find a case: 'operator:9132…' -> 'authorization/a1'.
create table stream_keys (
  key text not null,
  stream text not null,
  primary key (key, stream)
);
create index stream_keys_by_stream on stream_keys (stream);
create index stream_keys_by_value on stream_keys (split_part(key, ':', 2));
create index streams_by_id on streams (split_part(stream, '/', 2));

create table tiles (
  origin text not null,
  path text not null,
  bytes bytea not null,
  primary key (origin, path)
);

create table checkpoints (
  origin text not null,
  size bigint not null,
  -- The right edge of the tree: what the next checkpoint grows from.
  edge bytea not null,
  note text not null,
  primary key (origin, size)
);

-- Projections: can be dropped and replayed.
create table cases (
  procedure text not null,
  id text not null,
  version integer not null,
  stage text not null,
  title text not null,
  organizations text[] not null,
  roles text[] not null,
  -- 'role' or 'role:organization'
  turns text[] not null,
  turn_list jsonb not null,
  due text,
  opened_at text not null,
  updated_at text not null,
  -- The folded case where its content is not personal, else null.
  state jsonb,
  primary key (procedure, id)
);
create index cases_by_turn on cases using gin (turns);
create index cases_by_organization on cases using gin (organizations);
create index cases_by_update on cases (procedure, updated_at desc);

create table calls_by_day (
  day text not null,
  product text not null,
  consumer text not null,
  scenario text not null,
  served integer not null,
  refused integer not null,
  primary key (day, product, consumer, scenario)
);

-- What the platform said to its zones and what they answered: kept as evidence.
create table zone_orders (
  id text primary key,
  zone text not null,
  decision text not null,
  signed jsonb not null,
  receipt jsonb,
  sent_at text not null
);

create table zone_words (
  zone text primary key,
  received_at text not null,
  status jsonb not null,
  meter_read bigint not null default 0
);

create table days_begun (
  day text primary key
);

-- Technical: who may sign in.
create table accounts (
  login text primary key,
  person text not null unique,
  display_name text not null,
  organization text not null,
  roles text[] not null,
  region_code text not null,
  password_hash text not null,
  closed boolean not null default false
);

create table sessions (
  token_hash bytea primary key,
  login text not null references accounts (login),
  csrf text not null,
  expires_at text not null
);
