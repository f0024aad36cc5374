create function count_all() returns bigint language sql stable as 'select count(*) from a';
create function all_names() returns setof text language plpgsql stable as 'begin return query select t from a; end';
create function count_row(a) returns bigint language sql stable as 'select count(*) from a';
create function twice(int) returns int language sql immutable as 'select $1 * 2';
create function reads(int, int) returns bigint language sql stable as 'select count(*) from a where id > $1 + $2';
create operator #### (leftarg = int, rightarg = int, function = reads);
