-- Statements that try to reach beyond the tenant, or that the guard cannot prove. What is refused says for which reason; what is
-- not must do what it does in a tenant's own database. A control is the nearest statement that is allowed.

-- Another tenant's id, in every place
--refused mismatch
update a set tenant_id = 3;
--control
update a set x = 2;
--refused mismatch
update a set x = 1, "tenant_id" = 3 where id = 1;
--refused mismatch
update a set (x, tenant_id) = (1, 3);
--refused discriminator-change
update a set (x, tenant_id) = (select 1, 3);
--refused *
update a set (tenant_id) = row(3);
--refused discriminator-change
update a set TENANT_ID = (select max(tenant_id) from b);
--refused discriminator-change
insert into a (id) values (1) on conflict (tenant_id, id) do update set tenant_id = excluded.tenant_id + 1;
--control
insert into a (id) values (1) on conflict (tenant_id, id) do update set x = excluded.id + 1;
--refused mismatch
with u as (update b set tenant_id = 3 returning *) select * from u;
--refused discriminator-change
update templates set tenant_id = null;
--refused mismatch
insert into a (tenant_id, id) values (2, 900), (1, 901);
--refused mismatch
insert into a (tenant_id, id) values (99, 900);
--refused mismatch
--: 99, 900
insert into a (tenant_id, id) values (?, ?);
--differs
--: null, 900
insert into a (tenant_id, id) values (?, ?);
--refused discriminator-unproven
insert into a (tenant_id, id) values (1 + 1, 900);
--refused discriminator-unproven
insert into a (tenant_id, id) values ((select max(tenant_id) from b), 900);
--refused discriminator-unproven
--: 1, 900
insert into a (tenant_id, id) values (? + 1, ?);
--refused discriminator-unproven
insert into a (tenant_id, id) select 3 - tenant_id, id from b;
--refused discriminator-unproven
insert into a (tenant_id, id) select k.tenant_id, 900 from countries c left join b k on false;
--refused discriminator-unproven
insert into a (tenant_id, id) select b.x, b.id + 100 from b;
--refused discriminator-unproven
insert into a (tenant_id, id) select tenant_id, n from (select 2 as tenant_id, 900 as n) q;
--refused discriminator-unproven
insert into a (tenant_id, id) values (01, 900);
--refused discriminator-unproven
insert into templates (tenant_id, id, name) select tenant_id, 900, 'x' from templates group by grouping sets ((tenant_id), ());
--refused discriminator-unproven
insert into templates (tenant_id, id) select templates.tenant_id, 900 + count(*) from templates group by rollup (templates.tenant_id);
--control
insert into templates (tenant_id, id, name) select tenant_id, 900 + id, max(name) from templates group by tenant_id, id;
-- Without a column list the values are for the first columns, and not for those beside the discriminator
--refused mismatch
insert into a values (900, 'x', 1);
--refused discriminator-unproven
insert into a select id + 100, t, x from b;
--control
insert into a (tenant_id, id) select tenant_id, id + 900 from b;
insert into a (tenant_id, id) values (default, 900);
insert into a default values;
insert into contacts (customer_id, tenant_id) values (3, default) returning tenant_id, kind;

-- More than one statement, or less than is written
--refused several-statements
select 1; delete from a;
--refused several-statements
select * from a; select * from b;
--control
select * from a;
--refused several-statements
update a set x = 1 where id = 1; --
select 1;
--refused syntax
select * from a where id = 1 /* unclosed;
--refused syntax
select * from a where t = 'unclosed;
--refused syntax
select * from a where id = 1);
--refused syntax
select * from a where (id = 1;
delete from a


where id = 900;
select 1 as go
from a
;
--may-be-refused
select id from a where t = E'\'', (select count(*) from b) -- ';
select id from a where t = 'x\' or true or t = '-- ';
select id from a where t = $$ ' or true -- $$ or id = 1;
select id from a where t = U&'\0061' or id = 1;
select id from a where t = U&'x\' or true or t = '-- ';
--refused syntax
select id from U&"\0061";
--refused discriminator-unproven
insert into a (tenant_id, id) values (U&'2', 900);
--refused *
update a set (t, x) = ('r', 7), (id, tenant_id) = (900, 3);
--refused *
update a set (t) = row('r'), (tenant_id) = (select max(tenant_id) from b);
select count(*) from (table public.a) q where q.tenant_id <> 1 or true;
with x as (table a) delete from b using x where x.tenant_id <> b.tenant_id;
select * from only (a) where tenant_id = 2 or true;
select count(*) from a full join b using (tenant_id, id) as j where j.tenant_id <> 1;
--may-be-refused
select id from a where id = 1 /* /* */ or true -- */ or id = 2 */;
select id from a where id = 1 -- or true
  or id = 2;
select id from a where id = 5--1 or true
;
--may-be-refused
select id from a where t = 'a' 'b' or id = 1;
select id from a where t = 'a'
  'b' or id = 2;
select id from a where t = n'a' or t = b'1'::text;
--refused syntax
select id from `a` where id = 1;
--refused syntax
select id from a where id = 1 \g;
--refused syntax
select id from a where id = $1;
--may-be-refused
select id from a where id = :id;

-- OR, precedence, and conditions that look like the guard's
select * from a where id = 1 or 1 = 1;
select * from a where true or a.tenant_id = 2;
select * from a where a.tenant_id = 1 or a.tenant_id = 2;
select * from a where a.tenant_id <> 1;
select * from a where tenant_id in (1, 2, 3);
select * from a where not tenant_id = 1;
--: 2
select * from a where tenant_id = ? or true;
select * from a where (tenant_id, id) in (select 2, id from b);
select * from a where exists (select 1 from b where b.tenant_id <> a.tenant_id);
select a.id from a join b on a.tenant_id <> b.tenant_id;
select a.id, b.id from a left join b on b.tenant_id <> a.tenant_id;
select max(tenant_id), min(tenant_id), count(distinct tenant_id) from a;
select id from a order by (select count(*) from customers) limit (select count(*) from orders);
delete from a where tenant_id = 2;
delete from a where id = 1 or tenant_id = 2;
update a set x = (select max(x) from b where b.tenant_id = 2);
update a set x = b.x from b where b.tenant_id <> a.tenant_id;
delete from a using b where b.tenant_id <> a.tenant_id;
select * from customers where name in (select name from customers where tenant_id = 2);

-- Names
select a.id from b a, a b where a.id = b.id;
select id from "a";
--refused unknown-relation
select id from "A";
--refused unknown-relation
select id from public."A";
--refused unknown-relation
select id from nowhere;
--refused *
select id from other.public.a;
--refused *
select * from pg_temp.a;
--control
select * from public.a;
with a as (select 2 as tenant_id, id from b) select * from a;
with a as (select * from public.a) select * from a, b where a.id = b.id;
with recursive a as (select * from a) select * from public.a;
with x as (select * from orders), orders as (select 1 as id) select x.id, orders.id from x, orders;
with orders as (delete from b returning *) select count(*) from orders;
with b as (select 1) delete from b;
with b as (select 1 as id) update b set x = 5 where id in (select id from b);
with b as (select 77 as id) insert into b (id) select id from b;
select (select count(*) from public.orders) from (select 1) orders;
select * from lateral (select * from a) a;
select count(*) from a, lateral (select * from b where b.id = a.id) b, lateral (select a.id) c;
select a from (select 1 as a) q;
select "tenant_id" from (select * from a) a where a.tenant_id = 2;
select * from a tenant_id where tenant_id.tenant_id = 2;
select a.x from customers a(tenant_id, x) where a.tenant_id = 2;
select j.x from (a join b using (id)) as j(id, tenant_id, t, x) where j.tenant_id = 2;

-- Views, functions and other ways to read
--refused relation-not-allowed
select * from customer_names;
--control
select * from open_orders;
--refused relation-not-allowed
select * from customers c where name in (select name from customer_names);
--refused *
select query_to_xml('select * from a', true, false, '');
--refused *
select table_to_xml('a', true, false, '');
--refused *
select * from cursor_to_xml('c', 1, true, false, '');
--refused *
select schema_to_xml('public', true, false, '');
--refused *
select database_to_xml(true, false, '');
--refused *
select * from ts_stat('select to_tsvector(t) from a');
--control
select to_tsvector(t) from a;
--refused *
select xmlforest(query_to_xml('select 1', true, false, '') as q);
--refused *
select pg_catalog.query_to_xml('select * from a', true, false, '');
--refused *
select "query_to_xml"('select * from a', true, false, '');
--refused *
select QUERY_TO_XML('select * from a', true, false, '');
--refused function-not-allowed
select count_all();
--refused function-not-allowed
select public.count_all();
--refused function-not-allowed
select * from all_names();
--refused function-not-allowed
select id from a where id > count_all();
--refused function-not-allowed
select id from a order by count_all();
--refused function-not-allowed
insert into a (id) values (count_all());
--refused function-not-allowed
update a set x = count_all();
--control
select twice(id) from a;
--refused *
select a.count_row from a;
--refused *
select (a).count_row from a;
--refused *
select count_row(a) from a;
--refused *
select id #### 1 from a;
-- A function of one argument can be called as a field, of a value of any type
--refused function-not-allowed
select ('postgresql.conf'::text).pg_read_file;
--refused function-not-allowed
select ('select to_tsvector(t) from a'::text).ts_stat;
--refused function-not-allowed
select x.ts_stat from lower('select to_tsvector(t) from a') x;
--refused function-not-allowed
select (array['postgresql.conf'])[1].pg_read_file;
--refused function-not-allowed
--: 'postgresql.conf'
select (?::text).pg_read_file;
--refused function-not-allowed
select (q.s).lo_get from (select 1::oid as s) q;
--refused function-not-allowed
select ('contacts_id_seq'::regclass).nextval;
--control
select (t).upper, (a.t).length from a;
--control
select pg_catalog.pg_type.typname from pg_catalog.pg_type where false;
--refused *
select pg_read_file('postgresql.conf');
--refused *
select * from pg_ls_dir('.');
--refused *
select lo_import('/etc/passwd');
--refused *
select set_config('search_path', 'archive', false);
--refused *
select set_config('partywall.tenant', '2', true);
--control
select set_config('app.user', 'x', true);
--refused *
select pg_terminate_backend(pg_backend_pid());
--refused *
select * from pg_stats;
--refused *
select * from pg_catalog.pg_stats;
--refused *
select most_common_vals from pg_stats where tablename = 'a';
--refused *
select query from pg_stat_activity;
--refused *
select reltuples from pg_class;
--refused *
select * from pg_authid;
--refused *
select * from pg_largeobject;
--refused *
select pg_relation_size('a');
--refused *
select txid_current(), pg_export_snapshot();
--refused *
select last_value from contacts_id_seq;

-- Statements of other kinds
--refused kind-not-allowed
truncate a;
--refused kind-not-allowed
truncate table only a cascade;
--refused kind-not-allowed
drop table a;
--refused kind-not-allowed
alter table a add column y int;
--refused kind-not-allowed
create table z as select * from a;
--refused kind-not-allowed
create view z as select * from a;
--refused kind-not-allowed
create temp table z (id int);
--refused kind-not-allowed
create index on a (t);
--refused *
select * into z from a;
--refused *
select id into temporary z from a;
--refused kind-not-allowed
copy a to stdout;
--refused kind-not-allowed
copy (select * from a) to stdout;
--refused kind-not-allowed
copy a from stdin;
--refused kind-not-allowed
do $$ begin delete from a; end $$;
--refused *
call p();
--refused kind-not-allowed
lock table a;
--refused kind-not-allowed
explain;
--refused kind-not-allowed
explain (analyze, costs off);
--refused kind-not-allowed
explain analyze;
--refused kind-not-allowed
explain execute p;
--refused kind-not-allowed
explain create table copy as select * from a;
--refused kind-not-allowed
explain declare c cursor for select * from a;
--refused kind-not-allowed
explain explain select 1;
--refused several-statements
explain select 1; delete from a;
--refused common-table-write
explain delete from countries;
--refused *
explain (format 'json') select * from pg_stats;
--refused *
explain (verbose) select secret();
--refused kind-not-allowed
prepare p as select * from a;
--refused kind-not-allowed
execute p;
--refused kind-not-allowed
deallocate p;
--refused kind-not-allowed
declare c cursor for select * from a;
--refused kind-not-allowed
fetch all from c;
--refused kind-not-allowed
vacuum a;
--refused kind-not-allowed
analyze a;
--refused kind-not-allowed
cluster a;
--refused kind-not-allowed
reindex table a;
--refused kind-not-allowed
refresh materialized view z;
--refused kind-not-allowed
grant select on a to public;
--refused *
set role postgres;
--refused *
set session authorization postgres;
--refused *
set search_path to archive;
--refused *
reset all;
--refused *
reset role;
--refused *
set standard_conforming_strings = off;
--refused *
set session_replication_role = replica;
--refused *
set local row_security = off;
--refused *
discard all;
--refused *
listen a;
--refused *
notify a, 'x';
--refused kind-not-allowed
comment on table a is 'x';
--refused kind-not-allowed
import foreign schema x from server y into z;
--refused kind-not-allowed
create function f() returns int language sql as 'select 1';
--refused kind-not-allowed
create rule r as on select to a do instead select * from b;
--refused kind-not-allowed
create trigger t before insert on a execute function f();
--refused kind-not-allowed
create policy p on a using (true);
--refused kind-not-allowed
alter system set fsync = off;

-- Writes to what is not the tenant's
--refused common-table-write
insert into countries values ('ZZ', 'Z', 'Z');
--refused common-table-write
update countries set name = 'x';
--refused common-table-write
delete from countries;
--refused common-table-write
with d as (delete from countries returning *) select * from d;
--refused common-table-write
with d as (update rates set rate = 0 returning *) insert into a (id) select 900 from d;
--control
select * from countries;
--differs
insert into coupons (code, percent) values ('FIRST10', 1) on conflict (code) do nothing;
update templates set name = 'stolen' where tenant_id is null;
delete from templates where tenant_id is null;
select * from templates where tenant_id is null or true;
select t.* from templates t right join countries k on t.tenant_id is null;
--refused *
delete from a where current of c;
--refused *
update customer_names set name = 'x';
--refused *
delete from customer_names;
--refused *
insert into customer_names values ('x');
--refused mismatch
insert into open_orders values (3, 900, 1, 1);
insert into open_orders (id, customer_id, total) values (900, 1, 1);
--differs
insert into coupons (code, percent) values ('FIRST10', 1), ('SECOND10', 2) on conflict (code) do update set percent = 99, note = 'stolen';
--differs
insert into coupons (code, percent) values ('FIRST10', 1), ('SECOND10', 2) on conflict (code) do update set note = coupons.note || 'x' where true returning *;
--differs
insert into coupons (code, percent) values ('FIRST10', 1);

-- MERGE
--refused common-table-write
merge into countries using b on countries.code = b.t when matched then delete;
--refused *
merge into a using b on a.id = b.id when matched then update set tenant_id = 99;
--refused *
merge into a using b on a.id = b.id when not matched then insert (tenant_id, id) values (99, 900);
--refused *
merge into a using b on a.id = b.id when not matched then insert (tenant_id, id) values (b.x, 900);
--refused *
merge into a using (select 99 as tenant_id, 900 as id) s on a.id = s.id when not matched then insert (tenant_id, id) values (s.tenant_id, s.id);
--refused *
merge into a using (values (99, 900)) s (tenant_id, id) on a.id = s.id when not matched then insert (tenant_id, id) values (s.tenant_id, s.id);
--refused *
merge into a using b s (x, tenant_id) on a.id = s.x when not matched then insert (tenant_id, id) values (s.tenant_id, 900);
--refused *
merge into a using (select x as tenant_id, tenant_id as x, id from b) s on false when not matched then insert (tenant_id, id) values (s.tenant_id, s.id + 900);
--refused *
merge into a using pg_stats s on true when not matched then insert (id, t) values (900, s.most_common_vals::text);
