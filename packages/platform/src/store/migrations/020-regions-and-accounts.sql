-- Article 4: where a case belongs. Everything before this was the city's.
alter table cases add column region text not null default '320200';
create index cases_by_region on cases (region) where region <> '320200';

-- Technical parts of an account; who may do what follows from its case.
alter table accounts alter column password_hash set default '';
alter table accounts add column must_change boolean not null default false;
-- Sealed under a key of the platform; the step is that of the last code used, so that none counts twice.
alter table accounts add column second_factor bytea;
alter table accounts add column second_factor_pending bytea;
alter table accounts add column second_factor_step bigint not null default 0;

-- Failed sign-ins by keyed name of login and address, so that neither is written down.
create table sign_in_failures (
  key text primary key,
  failures integer not null,
  since text not null
);
