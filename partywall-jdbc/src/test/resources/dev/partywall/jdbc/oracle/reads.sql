-- One statement ends with a semicolon at the end of its line. "--: v, v" before it gives its parameters, "--ordered" says that
-- the order of rows counts. Unless "--refused reason" stands there, the statement must do what it does in a database of its own.

-- Plain
select * from customers;
select * from customers c where c.id = 3;
--: 3
select name, email from customers where id = ?;
--: 3, 'EU'
select * from customers where id = ? or region = ?;
--: 'EU', 3, 5
select count(*) from customers where region = ? or id > ? and id < ?;
select * from customers where not (id = 1 or id = 2);
select * from customers where id between 2 and 5;
select * from customers where id between 2 and 5 and region is not null or parent_id is null;
select * from customers where id not between symmetric 5 and 2;
select * from customers where region is distinct from 'EU';
--may-be-refused
select id is distinct from parent_id as from from customers;
--may-be-refused
select id as where, name as select from customers;
select * from customers where case when id > 5 and region = 'EU' then true when id < 3 or id = 7 then true else false end;
select id from customers where name like '%1' or email ilike 'C2%' escape '\';
select id from customers where (id, name) in ((1, 'Customer 1'), (2, 'Customer 3'));
select id from customers where (id, name) > (3, 'Customer 3');
select * from customers where region in ('EU', 'US') and tags is not null;
select * from customers where tags @> array['all'] and 't1' = any (tags);
select tags[1], tags[1:2], (tags || '{x}')[3] from customers;
select profile->>'level', profile->'k'->0, profile #>> '{k,1}' from customers;
select id from customers where profile @> '{"vip": true}';
select id from customers where profile ?? 'vip' and profile ??| array['x', 'level'];
select id from customers where profile @?? '$.k[*] ? (@ > 5)';
select jsonb_path_query(profile, '$.k[*]') from customers;
--ordered
select id, name from customers order by id;
--ordered
select id, name from customers order by name desc nulls last, id limit 5;
--ordered
--: 4, 2
select id from customers order by id limit ? offset ?;
--ordered
select id from customers order by id offset 2 rows fetch first 3 rows only;
--ordered
select region, id from customers order by region nulls first, id fetch first 2 rows with ties;
--ordered
select id x from customers order by (select count(*) from orders o where o.customer_id = customers.id) desc, x;
select customers.id, customers.* from customers;
select public.customers.id, public.customers.name from public.customers;
select customers.name from only customers;
select customers from customers where id = 1;
select c from customers c where id = 1;
select (c).name, (c.profile)->>'level' from customers c;
select row_to_json(c) from customers c;
select to_jsonb(c) - 'tenant_id' from customers c;
select c.*::text from customers c where c.id < 3;
select count(c), count(*), count(distinct region), count(c.*) from customers c;
select CUSTOMERS.ID from Customers where "customers"."id" = 4;
select /* customers */ id -- from orders
  from customers /* where 1 = 0 /* nested */ */ where id = 2;
select id from customers where name = 'it''s' or name = E'it\'s' or name = $$it's$$ or name = $q$ from orders $q$ or id = 1;
select 'select * from orders where tenant_id = 1', id from customers where id < 3;
select id as "from", name as "where" from customers as "select";
select "Id", "select", "a""b", "Ü" from "Odd Names" where "a""b" = 'q1' or "Odd Names"."Id" = 2;
select o."select" from "Odd Names" o, "Odd Names" "O" where o."Id" = "O"."Id" + 1;
select * from "Odd Names" as "Weird ""alias" where "Weird ""alias"."Id" > 1;

-- Common, mixed, partitioned, other schemas, views
select * from countries;
select * from countries where exists (select 1 from rates r where r.code = countries.code);
select c.name, k.name from customers c join countries k on k.region = c.region;
select * from templates;
select * from templates where id = 2;
select t.name, c.name from templates t left join customers c on c.id = t.id;
select c.id, t.body from customers c left join templates t on t.id = c.id;
select * from events;
select * from events where day < '2024-12-31' and kind = 'click';
select * from events_2024;
select count(*) from events e join events_2025 f on f.id = e.id;
select day, sum(amount) from events group by day having sum(amount) > 5;
select * from archive.orders;
select o.id, p.id from orders o join archive.orders p on p.id = o.id;
select orders.id from public.orders, archive.orders as old where old.id = orders.id;
select public.orders.id, archive.orders.status from public.orders join archive.orders on archive.orders.id = public.orders.id;
--policies-since 15
select * from open_orders;
--policies-since 15
select v.total, c.name from open_orders v left join customers c on c.id = v.customer_id;
select * from country_regions;
select tableoid::regclass from events where id < 4;
select ctid is not null, xmin is not null from customers;

-- Joins
select c.name, o.id from customers c join orders o on o.customer_id = c.id;
select c.name, o.id from customers c inner join orders o on o.customer_id = c.id and o.status = 'open' or o.total > 200;
select c.name, o.id from customers c, orders o where o.customer_id = c.id;
select c.name, o.id from customers c, orders o where o.customer_id = c.id or o.id = 1;
select c.name, o.id from customers c cross join orders o where c.id = o.id;
select c.id, o.id from customers c left join orders o on o.customer_id = c.id;
select c.id, o.id from customers c left join orders o on o.customer_id = c.id or o.id = 2;
select c.id, o.id from customers c left join orders o on o.customer_id = c.id where o.id is null;
select c.id, o.id from customers c left join orders o on o.customer_id = c.id where o.id is null or o.total > 100;
select c.id, o.id from customers c left outer join orders o on true where c.id = 1;
select c.id, o.id from orders o right join customers c on o.customer_id = c.id;
select c.id, o.id from orders o right join customers c on o.customer_id = c.id or o.total is null where c.id < 4;
select c.id, o.id from customers c full join orders o on o.customer_id = c.id;
select c.id, o.id from customers c full outer join orders o on o.customer_id = c.id and o.status = 'open' where c.id is null or o.id is null;
select a.id, b.id from a full join b using (id);
select id from a full join b using (id);
select * from a full join b using (id, t);
select a.x, b.x from a join b using (id);
select a.x, b.x from a left join b using (id);
select id, a.x, b.x from a right join b using (id);
select a.t, b.t from a natural join b;
select a.t, b.t from a natural left join b;
select a.t, b.t from a natural right join b;
select a.t, b.t from a natural full join b;
select x.id, y.id, z.id from a x left join a y on y.id = x.id + 1 left join a z on z.id = y.id + 1;
select x.id, y.id, z.id from a x left join (a y join b z on z.id = y.id) on y.id = x.id;
select x.id, y.id, z.id from a x left join (a y left join b z on z.id = y.id) on y.id = x.id;
select x.id, y.id, z.id from a x left join a y join b z on z.id = y.id on y.id = x.id;
select x.id, y.id, z.id from a x left join a y left join b z on z.id = y.id on y.id = x.id;
select x.id, y.id, z.id from (a x right join a y on y.id = x.x) full join b z on z.id = y.id;
select x.id, y.id, z.id from a x full join (a y full join b z on z.id = y.id) on y.id = x.id;
select x.id, y.id, z.id from a x right join (a y right join b z on z.id = y.id) on y.id = x.id;
select x.id, y.id, z.id from a x join (a y cross join b z) on y.id = x.id and z.id = x.id;
select x.id, y.id, z.id from a x left join (a y cross join b z) on y.id = x.id and z.id = x.id;
select x.id, z.id from a x cross join a y left join b z on z.id = y.id where y.id = x.id;
select x.id, z.id from a x left join a y on y.id = x.id cross join b z where z.id = 4;
select j.t from (a left join b on b.id = a.id) as j(t1, i1, t, x1);
select j.id1 from (a join b using (id)) as j(id1);
select x.p, x.q from a as x(o, p, q);
select x.q from a as x(tenant, p, q) left join b as y(tenant, tenant_id) on y.tenant_id = x.p;
select c.id from customers c join customers p on p.id = c.parent_id left join customers g on g.id = p.parent_id;
select c.id, count(o.id) from customers c left join orders o on o.customer_id = c.id and o.total > 50 group by c.id;
select k.code, c.id from countries k left join customers c on c.region = k.region;
select k.code, c.id from customers c right join countries k on c.region = k.region and c.id > 3;
select k.code, c.id, o.id from countries k left join customers c on c.region = k.region left join orders o on o.customer_id = c.id;
select k.code, c.id, o.id from countries k left join (customers c join orders o on o.customer_id = c.id) on c.region = k.region;
select left(c.name, 3), right(o.status, 1) from customers c inner join orders o on left(o.status, 1) = left(o.note, 1) or c.id = o.id;
select n, o.id from generate_series(1, 3) n left join orders o on o.id = n;
select n.v, o.id from (values (1), (2), (99)) n(v) left join orders o on o.id = n.v;
select o.id, l.line_no, p.name from orders o join order_lines l on l.order_id = o.id join products p on p.id = l.product_id where o.total > 50;
select o.id, l.line_no, p.name from orders o left join order_lines l on l.order_id = o.id left join products p on p.id = l.product_id and p.price is not null;
select o.id from orders o join order_lines l on (l.order_id, l.line_no) = (o.id, 1);
select t.id from orders t join order_lines orders on orders.order_id = t.id;
select orders.id from customers orders join orders customers on customers.customer_id = orders.id;

-- LATERAL, functions, derived tables
select c.id, x.id from customers c, lateral (select o.id from orders o where o.customer_id = c.id order by o.id limit 1) x;
select c.id, x.id from customers c left join lateral (select o.id from orders o where o.customer_id = c.id order by o.id desc limit 2) x on true;
select c.id, x.n from customers c cross join lateral (select count(*) n from orders o where o.customer_id = c.id) x;
select c.id, t from customers c, unnest(c.tags) t;
select c.id, t, n from customers c left join lateral unnest(c.tags) with ordinality u(t, n) on n = 1;
select c.id, k from customers c, jsonb_array_elements_text(c.profile->'k') as k where k > '5';
select e.key, c.id from customers c cross join lateral jsonb_each(c.profile) e;
select * from (select id, name from customers) q where q.id = 2;
select q.id from (select * from customers where id = 1 or id = 2) q join (select * from orders) r on r.customer_id = q.id;
select * from (select id from customers union select id from orders) u(i) where i > 20;
select * from (table a) q;
select * from (select * from (select * from (select * from customers) x) y) z;
select q.n from (select count(*) as n from customers) q, (select 1) r;
select x from rows from (generate_series(1, 2), generate_series(3, 5)) as r(x, y), a where a.id = x;
--may-be-refused
select xt.n from xmltable('/r/i' passing xml '<r><i>1</i><i>2</i></r>' columns n int path '.') xt join a on a.id = xt.n;

-- Subqueries everywhere
select id, (select count(*) from orders o where o.customer_id = c.id) from customers c;
select id, (select max(total) from orders) from customers;
select id from customers where exists (select 1 from orders where orders.customer_id = customers.id and total > 100);
select id from customers where not exists (select from orders o where o.customer_id = customers.id);
select id from customers c where id in (select customer_id from orders where status = 'open');
select id from customers c where id not in (select customer_id from orders where customer_id is not null);
select id from customers where id = any (select customer_id from orders) and id <> all (select parent_id from customers where parent_id is not null);
select id from customers where (id, region) in (select customer_id, 'EU' from orders);
select id from customers where id = (select min(customer_id) from orders);
select id from customers where (select count(*) from orders o where o.customer_id = customers.id) > 1;
select array(select o.id from orders o where o.customer_id = c.id order by 1) from customers c;
select (array(select id from a order by id))[(select count(*) from b)::int - 6] from customers where id = 1;
select case when exists (select 1 from orders where total > 239) then (select count(*) from a) else (select count(*) from b) end;
select coalesce((select note from orders where id = 3), (select name from customers where id = 3));
select count(*) filter (where id in (select customer_id from orders)) from customers;
select sum(id) filter (where exists (select 1 from a where a.id = customers.id)) over (order by id) from customers;
select region, count(*) from customers group by region having count(*) > (select count(*) / 10 from orders);
select id from customers order by (select max(o.id) from orders o where o.customer_id = customers.id), id;
--may-be-refused
select id from customers order by id limit (select count(*) from a) - 5;
select id from customers order by id offset (select min(id) from b);
select c.id from customers c join orders o on o.customer_id = c.id and o.total = (select max(total) from orders m where m.customer_id = c.id);
select c.id, o.id from customers c left join orders o on o.customer_id = c.id and exists (select 1 from order_lines l where l.order_id = o.id and l.quantity > 2);
select * from customers where id in (select id from a intersect select id from b);
select id from customers where id in (values (1), (2), ((select max(id) from a)));
select (select (select (select count(*) from a where a.id > c.id) from b limit 1)) from customers c;
select exists (table a), array(table archive.orders) is null;
values ((select count(*) from customers), 1), (2, (select count(*) from orders));
select * from (values (1, (select count(*) from a))) v(i, n) join b on b.id = v.n - 4;
select json_agg(x) from (select c.id, (select json_agg(o.id order by o.id) from orders o where o.customer_id = c.id) os from customers c order by c.id) x;
select cast((select count(*) from a) as text) || extract(year from (select max(placed) from orders))::text;
select substring((select name from customers where id = 1) from 1 for (select 3)), trim(both 'x' from (select t from a where id = 1));
select position('a' in (select t from a where id = 1)), overlay('xxx' placing (select t from a where id = 2) from 1 for 1);
select grouping(region), count(*) from customers where id <= (select max(id) from a) group by grouping sets ((region), ());

-- Grouping, windows, distinct
select c.id, c.name, count(o.*) from customers c left join orders o on o.customer_id = c.id group by c.tenant_id, c.id;
select c.region, sum(o.total) from customers c join orders o on o.customer_id = c.id group by c.region;
select c.region, o.status, sum(o.total), grouping(c.region, o.status) from customers c join orders o on o.customer_id = c.id group by rollup (c.region, o.status);
select region, count(*) from customers group by cube (region) having count(*) > 1;
select distinct region from customers;
--ordered
select distinct on (region) region, id from customers order by region, id desc;
--differs
select distinct on ((select count(*) from a) + id % 2) id from customers order by (select count(*) from a) + id % 2, id;
select id, rank() over (partition by region order by id desc), sum(id) over w from customers window w as (order by id rows between 1 preceding and current row);
select id, lag(total) over (order by id), first_value(total) over (partition by status order by id) from orders;
select percentile_cont(0.5) within group (order by total), mode() within group (order by status) from orders;
select string_agg(name, ',' order by id) from customers;
select status, array_agg(id order by id) filter (where total > 100) from orders group by 1 order by 1;
select avg(total)::numeric(10, 2), stddev(total)::numeric(10, 2), count(*) from orders;
select status, count(*) from orders group by status having bool_or(total is null);
select max(x) from (select count(*) x from orders group by customer_id) q;

-- Set operations
select id from a union select id from b;
select id from a union all select id from b;
select id from a intersect select id from b;
select id from a except select id from b;
(select id from a except select id from b) union all (select id from b except select id from a);
select id from a union (select id from b intersect select id from a) order by 1;
--ordered
(select id from a order by id desc limit 2) union all (select id from b order by id limit 1) order by 1;
select id from a where id = 1 or id = 2 union select id from b where id = 9 or id = 10;
table a union all table b;
(table a);
((select id from a)) union ((select id from b));
select id from (select id from a union all select id from b) q where id > 4;
(select id from a) except all (select id from b) intersect select id from a;
values (1), (2) union all select id from a where id < 3;
select id from a union all select id from countries k join b on b.id = length(k.code);

-- Common table expressions
with x as (select * from customers) select * from x;
with customers as (select * from customers where id < 4) select * from customers;
with orders as (select id, name from customers) select * from orders;
with orders as (select id, name from customers) select * from orders o join public.orders p on p.id = o.id;
with x as (select * from a), y as (select x.id from x join b on b.id = x.id) select * from y;
with a as (select * from b), b as (select * from a) select a.id from a join b on b.id = a.id;
with x(i, n) as materialized (select id, name from customers) select n from x where i = 2;
with x as not materialized (select * from a) select count(*) from x, x y where x.id = y.id;
with recursive t as (select id, parent_id, 1 as depth from customers where parent_id is null union all select c.id, c.parent_id, depth + 1 from customers c join t on t.id = c.parent_id) select * from t;
with recursive t(n) as (values (1) union all select n + 1 from t where n < (select max(id) from a)) select * from t;
with recursive b2 as (select * from a2), a2 as (select * from a) select count(*) from b2;
with recursive t as (select id, parent_id from customers where id = 12 union select c.id, c.parent_id from t join customers c on c.id = t.parent_id) search depth first by id set o select id from t order by o;
select * from (with a as (select id from b) select * from a) q;
select id from customers where id in (with orders as (select 3 as customer_id) select customer_id from orders);
with x as (select * from orders) select (with orders as (select * from x where id = 1) select total from orders), (select count(*) from orders);
with x as (with y as (select * from a) select * from y) select * from x, b where b.id = x.id;
with x as (select 1) select * from a where id in (select * from x);
(with x as (select * from a) select * from x) union all select * from b;
with unused as (select * from orders) select 1;
with x as (values (1, 'p'), (2, 'q')) select x.*, a.t from x as x(i, s) left join a on a.id = x.i;

-- Rarer syntax
with x as (table a) select * from x, (table b) y where y.id = x.id;
select count(*) from a where exists (select from b where b.id = a.id);
select id from a where id in (select id from (table b) q) or x is null;
select j.id, a.x, b.x from a join b using (id) as j;
select j.id, a.x, b.x from a left join b using (id) as j where j.id > 2;
select j.*, a.x, b.x from a full join b using (id) as j order by j.id;
--differs
select a.id from a join b using (id) as a;
select * from only (customers) c where c.id = 1 or c.id = 2;
select events.id from only (events), only (events_2024) as e where e.id < 5;
select percentile_cont(0.5) within group (order by total) filter (where total > 100) from orders;
select mode() within group (order by status) filter (where exists (select 1 from a where a.id = orders.id)) from orders;
select (p).* from (select a as p from a where id < 3 or x is null) q;
select (c).name, (c).profile->>'level' from (select customers as c from customers) q;
select substring(name similar '%#"[0-9]#"' escape '#') from customers;
select id from a where id = any ((select array_agg(id) from b)::int[]);
--since 16
select json_arrayagg(id order by id returning jsonb) from a;
--since 16
select json_objectagg(sku : price returning jsonb) from products where id < 4;
--since 16
select json_object('id' : id, 'name' value name null on null returning jsonb) from customers where id < 3;
--since 16
select id from customers where profile::text is json object with unique keys or id = 1;
select id from a where t = U&'\0062' or t = U&'!0063' uescape '!' or t = U&'a\\' or id = 7;
select sum(total) over w from orders window w as (partition by status order by id groups between 1 preceding and current row exclude ties);
select id from a order by id using < limit (select count(*) from b) - 5;
--since 17
select jt.n, a.t from a, json_table('[1, 2, 50]', '$[*]' columns (n int path '$')) jt where jt.n = a.id;
--since 17
select json_value(profile, '$.level' returning int default 1 on error), json_query(profile, '$.k' with wrapper) from customers;

-- Odd but legal
select 1;
--may-be-refused
select;
select now() is not null, current_date is not null, current_user is not null;
select from customers;
select count(*) from customers where true;
--may-be-refused
select count(*) from customers tablesample system (100);
--may-be-refused
select * from customers c tablesample bernoulli (100) repeatable (3) where c.id = 1 or c.id = 2;
select -id, +id, id - -1, id --1
  from a;
--may-be-refused
select id from a where id=1or id=2;
--may-be-refused
select id::text||'x'::text from a where id>1and id<4;
select a.id, b.id from a join b on(a.id = b.id)where(a.id > 3);
select id from a where(id)in(1, 2)or t = 'c';
select {fn concat('a', t)} from a where id = {fn abs(-1)};
select id from a where t = {fn lower('B')} or x is null;


select id

from a



where id = 1;
select a.t from a where a.t = 'tenant_id' or a.t = '?' or a.id = 2;
--: 2, 'b'
select '?', "a"."t" /* ? */ from a where id = ? -- ?
  and t = ?;
--: 1, 2, 3
select ? + id, (select count(*) from b where id > ?) from a where id < ?;
--: 5, 2
select c.id, o.id from customers c left join orders o on o.total > ? and o.customer_id = c.id where c.id = ?;
--: 3
select * from customers where id = ?::int;
--: '3'
select * from customers where id = cast(? as int) or name = 'x';
--: 3, 'EU', 2
select id, case when id = ? then region = ? else id < ? end from customers;
--: null
select * from customers where region is not distinct from ?;
select tenant_id, id from customers where tenant_id = tenant_id;
select tenant_id is not null from a group by tenant_id;
select a.id from a join b on a.tenant_id = b.tenant_id and a.id = b.id;
select count(*) from a, b where a.tenant_id = b.tenant_id;
select a.id, b.id from a left join b on b.tenant_id = a.tenant_id and b.id = a.id;

--differs
select (select count(*) from a) + x, count(*) from b group by (select count(*) from a) + x;

-- Locking reads
select * from customers where id = 1 for update;
select * from customers c where id = 1 or id = 2 for no key update of c nowait;
select c.id, o.id from customers c join orders o on o.customer_id = c.id where c.id = 2 for share of o skip locked;
select * from (select * from a for update) q;
select * from a where id in (select id from b for key share);
select c.id, x.id from customers c left join orders x on x.customer_id = c.id where c.id < 3 for update of c;
