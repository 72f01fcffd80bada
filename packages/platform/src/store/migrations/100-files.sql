-- Files that are handed in with acts, in sealed pieces. Before an act refers to one it is its sender's alone, its key wrapped under the key of the accounts;
-- from then on it belongs to the case, its key wrapped under the key of that case's payloads, and goes with it.
create table files (
  id text primary key,
  person text not null,
  organization text not null,
  -- The case that refers to it; null before.
  stream text,
  -- Whose payload key its own key lies under; null before.
  scope text,
  wrapped bytea not null,
  -- Name and hash as its sender sees them, sealed; null once they stand in the entry.
  about bytea,
  media_type text not null,
  size_bytes bigint not null,
  -- Keyed hash by which it is found again; null until it is there whole.
  mark bytea,
  touched_at text not null
);
create index files_by_case on files (stream) where stream is not null;
create index files_by_scope on files (scope) where scope is not null;
create index uploads_by_person on files (person) where stream is null;
create index uploads_by_age on files (touched_at) where stream is null;

create table file_pieces (
  file text not null references files on delete cascade,
  no integer not null,
  -- Already as dense as can be: compressing what is sealed is work for nothing.
  sealed bytea not null,
  -- SHA-256 of the piece, sealed: whoever goes on sees whether it is the same file.
  digest bytea not null,
  primary key (file, no)
);
alter table file_pieces alter column sealed set storage external;
