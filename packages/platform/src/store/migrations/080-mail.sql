-- Where and about what a person wants to be written to. Theirs alone, no act and no projection; it goes with the account.
create table mail_wishes (
  person text primary key,
  -- The address and what its code is made of, sealed under a key outside of the database.
  sealed bytea not null,
  -- Whether a code sent to the address came back: before that nothing but the code is sent there.
  confirmed boolean not null default false,
  -- When the code was asked for; it is good for a day.
  asked_at text not null,
  -- Codes tried since; after a few a new one must be asked for.
  tries integer not null default 0,
  language text not null,
  -- Of each kind of news: 'at-once', 'daily' or 'nothing'.
  waiting text not null,
  clocks text not null,
  followed text not null
);

-- News that nobody has been written to about yet, put here in the transaction that told it; emptied by the next round of the post.
create table mail_room (
  mark text primary key,
  -- What was told; null where a followed case changed.
  notice bigint references notices (no),
  procedure text not null,
  id text not null,
  -- Who changed it: nobody is written to about what they did themselves.
  by_person text not null
);

-- What is to be written to whom, each news once a person: the post folds what is due to one person into one letter.
create table mail_outbox (
  no bigint generated always as identity primary key,
  person text not null,
  mark text not null,
  -- 'waiting', 'clocks', 'followed', or 'confirm' for the code of an address.
  kind text not null,
  procedure text not null,
  id text not null,
  -- waiting, sending, sent, given-up (the server refused), unsure (sent or not: not repeated) or withdrawn (no longer so).
  state text not null default 'waiting',
  at text not null,
  -- When it is next to be tried; while it is being sent, since when.
  due_at text not null,
  tries integer not null default 0,
  -- The kind of the last failure; never what the server said, which may repeat an address.
  fault text,
  unique (person, mark)
);
create index mail_outbox_open on mail_outbox (due_at) where state in ('waiting', 'sending');

-- What is told is news, whoever told it. While nobody wants letters nothing is put aside.
create function put_notices_aside() returns trigger language plpgsql as $$ begin
  if exists (select from mail_wishes where confirmed) then
    insert into mail_room (mark, notice, procedure, id, by_person) select mark, no, procedure, id, '' from told on conflict do nothing;
  end if;
  return null;
end $$;
create trigger notices_are_news after insert on notices referencing new table as told for each statement execute function put_notices_aside();

-- So is what happens in a case that somebody follows who wants to be written to about it.
create function put_changes_aside() returns trigger language plpgsql as $$ begin
  if exists (select from mail_wishes where confirmed and followed <> 'nothing') then
    insert into mail_room (mark, procedure, id, by_person)
      select 'change ' || stream || '@' || version, split_part(stream, '/', 1), substr(stream, strpos(stream, '/') + 1),
        split_part(convert_from(canonical, 'UTF8')::jsonb ->> 'by', '@', 1)
      from happened where exists (select from follows join mail_wishes using (person)
        where confirmed and followed <> 'nothing' and follows.procedure || '/' || follows.id = stream)
      on conflict do nothing;
  end if;
  return null;
end $$;
create trigger changes_are_news after insert on entries referencing new table as happened for each statement execute function put_changes_aside();
