-- What changed since somebody last looked is mostly little: found from the newest backwards, not by reading every case.
create index cases_by_change on cases (updated_at desc, procedure, id);
