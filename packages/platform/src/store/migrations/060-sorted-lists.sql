-- Lists by title (Chinese by its sounds) and by last day, both ways round, each page found from the mark of the one before.
-- Only the beginning of a title is sorted by: an index takes no line of any length, and a long title must not stop an act.
create index cases_by_title on cases (procedure, (left(title, 100)) collate "zh-x-icu", id);
-- What has no last day comes last whichever way round.
create index cases_by_last_day on cases (procedure, (coalesce(due, '9999')), id);
create index cases_by_last_day_latest on cases (procedure, (coalesce(due, '0000')) desc, id desc);

-- How a person likes to look at a list: theirs alone, no act and no projection. Sealed, since a filter can hold a name.
create table list_views (
  person text not null,
  id text not null,
  list text not null,
  sealed bytea not null,
  is_default boolean not null,
  saved_at text not null,
  primary key (person, id)
);
create unique index list_views_default on list_views (person, list) where is_default;
