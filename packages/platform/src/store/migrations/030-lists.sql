-- Lists among a hundred thousand cases: the folded case rests beside its line and is read with its page alone, so that a list reads few pages.
alter table cases set (toast_tuple_target = 128);
alter table cases alter column state set storage external;
create index cases_by_role on cases using gin (roles);
create index cases_by_due on cases (due, updated_at desc, procedure, id);
create index cases_by_stage on cases (procedure, stage, updated_at desc, id desc);
drop index cases_by_update;
create index cases_by_update on cases (procedure, updated_at desc, id desc);
