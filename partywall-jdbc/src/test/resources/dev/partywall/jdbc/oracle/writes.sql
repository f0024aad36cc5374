-- INSERT
insert into a (id, t, x) values (60, 'new', 1);
insert into a (id, t) values (60, 'n'), (61, 'm'), (62, null);
--: 70, 'p'
insert into a (id, t) values (?, ?);
--: 70, 'p', 71, null
insert into a (id, t) values (?, ?), (?, upper(?));
--: 70
insert into a (t, id) values ('x', ? + 1), ((select max(t) from b), 72);
insert into a (id) values (1);
insert into a (id) values (60), (1);
insert into a as n (id, t) values (60, 'x') returning n.id, n.t, tenant_id;
insert into a (id, t) values (60, 'x') returning *;
insert into a (id, t) values (60, 'x') returning (select count(*) from a), (select max(id) from b where b.id > a.id);
insert into a (id, t) select id + 100, t from b;
insert into a (id, t) select id + 100, t from b where id > 3 or t = 'd';
--: 100, 4
insert into a (id, t) select id + ?, t from b where id < ? returning id;
insert into a (id, t) select 90, 'x';
insert into a (id, t) select distinct on (t) id + 100, t from b order by t, id limit 3;
insert into a (id, t) select id + 100, count(*)::text from b group by id having count(*) > 0;
insert into a (id, t) select id + 100, t from a union all select id + 200, t from b;
insert into a (id, t) (select id + 100, t from b order by id limit 2);
insert into a (id, t) with n as (select id + 100 as i, t from b) select i, t from n;
with n as (select id + 100 as i, t from b) insert into a (id, t) select i, t from n;
with a as (select 500 as i) insert into a (id) select i from a;
insert into a (id, t) values (1, 'x') on conflict do nothing;
insert into a (id, t) values (1, 'x'), (60, 'y') on conflict (tenant_id, id) do nothing;
insert into a (id, t) values (1, 'x'), (60, 'y') on conflict (tenant_id, id) do update set t = excluded.t, x = a.x + 1;
insert into a (id, t) values (1, 'x'), (2, 'y') on conflict (tenant_id, id) do update set t = excluded.t where a.id = 1 or a.id = 3 returning *;
insert into a as n (id, t) values (1, 'x') on conflict (tenant_id, id) do update set (t, x) = (n.t || excluded.t, (select count(*) from b)) returning n.t;
--: 2, 'z', 'q'
insert into a (id, t) values (?, ?) on conflict (tenant_id, id) do update set t = ? where a.x is not null;
insert into a (id, t) values (1, 'x') on conflict on constraint a_pkey do update set t = 'c';
insert into customers (id, name, email) values (50, 'N', 'c1@example.com');
insert into customers (id, name, email) values (50, 'N', 'c1@example.com') on conflict (tenant_id, email) do update set name = excluded.name;
insert into contacts (customer_id, kind, value) values (1, 'mail', 'x');
--generated
insert into contacts (customer_id, kind, value) values (1, 'mail', 'x'), (2, 'mail', 'y');
--generated
insert into a (id, t) values (60, 'x');
insert into contacts (customer_id) values (999);
insert into contacts (customer_id) select id from customers where region is null;
insert into contacts values (500, 1, 'mail', 'five hundred');
insert into contacts values (default, 1, 'mail', 'x');
--: 1
insert into contacts values (default, ?, null, 'x') returning id, customer_id;
insert into contacts select 500 + id, id, 'mail', name from customers;
--may-be-refused
insert into contacts (id, customer_id) overriding user value values (7, 1);
insert into products values ('S', 'n', 1, 2);
insert into products values ('S', 'n', 1, 2), ('T', 'm', 3, 4);
insert into products select 'S' || id, t from a;
insert into contacts values (default, 1);
--tenant: T
insert into a values (?, 900, 't');
insert into invoices (order_id, net) values (1, 10) returning id, gross;
insert into invoices (order_id, net, gross) values (1, 10, default);
insert into invoices (id, order_id, net) overriding system value values (900, 1, 10);
insert into invoices (id, order_id, net) values (900, 1, 10);
insert into events (day, kind, amount) values ('2024-05-05', 'click', 1), ('2025-05-05', 'view', 2) returning id, tableoid::regclass;
--since 17
insert into events_2025 (day, kind) values ('2025-05-05', 'direct');
--since 17
insert into events_2025 (day, kind) values ('2024-05-05', 'wrong partition');
insert into events (day) values ('2031-01-01');
insert into templates (id, name) values (60, 'mine');
insert into templates (id, name) values (1, 'again');
insert into templates (id, name) values (1, 'again') on conflict (tenant_id, id) do update set name = excluded.name;
insert into templates (id, name) select id + 100, name from templates;
insert into "Odd Names" ("Id", "select") values (60, 'x') returning "Odd Names"."Id", "a""b";
insert into archive.orders (id, status) select id, status from orders where id > 90;
insert into orders (id, customer_id, total) values (60, 1, (select max(total) from orders));
insert into orders (id, customer_id) select 60 + row_number() over (order by id), id from customers where id < 3;
insert into order_lines (order_id, line_no, product_id) values (1, 60, 1), (1, 61, 99);
insert into coupons (code, percent) values ('NEW', 5);
insert into a (id) values ((select count(*) from a) + 100), ((with q as (select max(id) + 1 as m from a) select m from q));
insert into a (id, t) select c.id + 100, c.name from countries k join customers c on k.region = c.region and k.code = 'DE';
insert into a (id, t) select c.id + 100, o.note from customers c left join orders o on o.id = c.id;
--tenant: 60, T
insert into a (id, tenant_id) values (?, ?);
--tenant: T, 60, T, 61
insert into a (tenant_id, id) values (?, ?), (?, ?);
insert into a (tenant_id, id) select tenant_id, id + 100 from b;
insert into a (tenant_id, id) select b.tenant_id, b.id + 100 from b join a on a.id = b.id;
--tenant: T
insert into a (id, tenant_id) select id + 100, ? from b;
--may-be-refused
insert into a (id, tenant_id) select b.id + 100, b.tenant_id from b where b.id > 3 union all select a.id + 200, a.tenant_id from a;

-- UPDATE
update a set t = 'u';
update a set t = 'u' where id = 1 or id = 2;
--: 'w', 1, 'b'
update a set t = ? where id = ? or t = ?;
update a as n set x = n.x + 1 where n.t = 'c' or n.x is null;
--may-be-refused
update only a set x = 0 where id = 1;
update a set (t, x) = ('r', 7) where id between 2 and 4;
update a set (t, x) = (select b.t, b.x from b where b.id = a.id);
update a set t = (select max(t) from b where b.id = a.id), x = (select count(*) from a i) where exists (select 1 from b where b.id = a.id);
update a set t = b.t from b where b.id = a.id;
update a set t = b.t from b where b.id = a.id or b.id = 3 and a.id = 1;
update a n set t = b.t || c.name from b join customers c on c.id = b.id where b.id = n.id;
update a set x = q.n from (select id, count(*) n from b group by id) q where q.id = a.id;
update a set x = l.n from (select id as i from b) z left join lateral (select count(*) n from orders o where o.customer_id = z.i) l on true where z.i = a.id;
update a set x = b.x from b left join orders o on o.id = b.id where b.id = a.id and o.id is not null returning a.*, b.t, o.status;
update a set x = k.n from (values (1, 100), (2, 200)) k(i, n) where k.i = a.id;
update a set t = b.t from a b where b.id = a.id + 1;
update customers set email = null where region = 'EU' returning id, (select count(*) from orders o where o.customer_id = customers.id);
update customers set profile = jsonb_set(profile, '{level}', '9') where profile @> '{"vip": true}';
update customers set tags[1] = 'first', profile['x'] = '1' where id = 1;
update customers set id = id + 1000 where id = 12;
update products set stock = stock - 1 where id in (select product_id from order_lines where order_id = 1);
update products set price = default, stock = default where id = 1;
update orders set total = total * 2 where customer_id in (select id from customers where region = 'EU') and status <> 'paid';
update orders set customer_id = 99 where id = 1;
update orders set note = k.name from countries k where k.code = 'DE' and orders.id = 2;
with top as (select id from orders order by total desc nulls last limit 3) update orders set status = 'top' where id in (select id from top);
with gone as (delete from order_lines where order_id = 1 returning *) update orders set total = (select sum(price) from gone) where id = 1;
with u as (update a set x = 1 where id < 3 returning id) select count(*), (select count(*) from b) from u;
with u as (update a set x = 1 returning id, t), d as (delete from b returning id) select u.id, d.id from u join d on d.id = u.id;
update templates set name = 'changed';
update templates set name = 'changed' where id = 2 or name like 'host%';
update events set amount = 0 where kind = 'click';
update events_2024 set amount = 0;
update events set day = '2025-07-07' where id = 1;
update open_orders set total = 0 where customer_id = 2;
update "Odd Names" set "select" = "a""b" where "Id" > 2 or "select" = 's1';
--may-be-refused
update archive.orders set status = public.orders.status from public.orders where public.orders.id = archive.orders.id;
update archive.orders o set status = p.status from public.orders p where p.id = o.id;
update coupons set percent = 99;
update a set id = id;
update a set id = 1;
update a set x = 1 / (id - 3);
--since 18
update a set t = 'x' where (select count(*) from b) > 5 returning old.t, new.t;

update a set (t, x) = ('r', 7), (id) = row(a.id + 100) where id > 6;
update a set (t) = (select max(t) from b where b.id = a.id), (x) = row((select count(*) from b)) where id < 5 or x is null;
update only (a) set t = 'only' where id < 4;
--since 18
update a set x = 3 where id < 3 returning with (old as o, new as n) o.x, n.x, (select count(*) from b);
insert into a (id, t) select id + 100, U&'\00e4' from (table b) q;

-- DELETE
delete from order_lines;
delete from order_lines where order_id = 1 or order_id = 2;
--: 3
delete from order_lines where order_id = ?;
delete from order_lines l where l.quantity is null or l.price > 10 returning l.order_id, l.line_no;
delete from order_lines using orders where orders.id = order_lines.order_id and orders.status = 'open';
delete from order_lines l using orders o, customers c where o.id = l.order_id and c.id = o.customer_id and (c.region = 'EU' or o.total > 100);
--may-be-refused
delete from order_lines l using orders o left join customers c on c.id = o.customer_id where o.id = l.order_id and c.id is null;
delete from order_lines where order_id in (select id from orders where status = 'paid');
delete from order_lines where not exists (select 1 from products p where p.id = order_lines.product_id and p.price is not null);
delete from a using a d where d.id < a.id and d.x = a.x;
--may-be-refused
delete from only b where id > 5;
delete from orders where id = 1;
delete from customers where id = 12;
delete from customers where id = 1;
delete from contacts where customer_id in (select id from customers where region is null) returning *;
delete from templates;
delete from templates where name like 'host%' or id = 1;
delete from events where day < '2025-01-01';
delete from events_2025;
delete from coupons;
delete from archive.orders where id in (select id from orders);
delete from open_orders where customer_id = 2;
with d as (delete from contacts returning *) insert into contacts (customer_id, kind, value) select customer_id, kind, upper(value) from d;
with d as (delete from b where id > 4 returning id, t) insert into a (id, t) select id + 100, t from d returning id;
delete from a where id = (select min(id) from b) or t in (select t from b where x is null);
delete from a where ctid in (select ctid from a where x = 1);
delete from a


where id = 1;
delete from a where true;
--refused unknown-relation
delete from nowhere;

-- MERGE
--since 15
merge into a using b on a.id = b.id when matched then delete;
--since 15
merge into a using b on a.id = b.id when matched then update set t = b.t, x = b.x + a.x;
--since 15
merge into a using b on a.id = b.id + 1 when not matched then insert (id, t) values (b.id + 100, b.t);
--since 15
merge into a using b on a.id = b.id or true when matched and b.id = 1 then do nothing when matched and b.id = 2 and a.id > 1 then delete;
--since 15
merge into a using b on a.id = b.id + 2 when matched then update set t = 'm' when not matched then insert values (default, b.id + 100, b.t, b.x);
--since 17
merge into a as n using (select id, max(t) as t from b group by id) as s on n.id = s.id + 1 when matched and s.t is not null then update set (t, x) = (s.t, 7) when not matched by target then insert (id, t) values (s.id + 200, s.t) when not matched by source then delete;
--since 17
merge into a n using b on n.id = b.id + 1 when not matched by source then delete;
--since 17
merge into a n using b on n.id = b.id + 1 when not matched by source and n.x is null or n.id > 2 then update set t = 'gone';
--since 17
merge into a n using b on false when not matched by source then update set x = 0 when not matched then do nothing;
--since 15
merge into a using b on a.tenant_id = b.tenant_id and a.id = b.id when matched then update set t = 'same';
--since 15
merge into a using b on a.tenant_id = b.tenant_id and a.id = b.id + 1 when not matched then insert (tenant_id, id, t) values (b.tenant_id, b.id + 300, 'own');
--since 15
merge into a using (values (1, 'x'), (77, 'y')) as v (id, t) on a.id = v.id when matched then update set t = v.t when not matched then insert (id, t) values (v.id, v.t);
--: 1, 'p', 88, 'q'
--since 15
merge into a using (values (?::int, ?), (?::int, ?)) as v (id, t) on a.id = v.id when matched then update set t = v.t when not matched then insert (id, t) values (v.id, v.t);
--: 1, 'z', 2
--since 15
merge into a using (select ?::int as id, ? as t) v on a.id = v.id when matched and a.id < ? then update set t = v.t;
--since 15
merge into a using b join customers c on c.id = b.id on a.id = c.id + 1 when matched then update set t = c.name when not matched then insert (id, t) values (c.id + 400, b.t);
--since 15
merge into a using (b left join customers c on c.id = b.id + 2) on a.id = b.id when matched then update set t = c.name;
--since 15
merge into a using b on a.id = b.id and exists (select 1 from customers c where c.id = a.id) when matched then update set t = (select max(name) from customers);
--since 15
merge into a using a as other on a.id = other.id + 1 when matched then update set t = other.t;
--since 15
merge into a using (select * from b where id > 1 or x is null) s on a.id = s.id when matched then delete when not matched then insert (id, t) values (s.id + 500, s.t);
--since 15
with s as (select id, t from b where id < 3) merge into a using s on a.id = s.id when matched then update set t = s.t || '!';
--since 17
merge into a using countries k on a.t = k.code when matched then delete when not matched by source then delete;
--since 15
merge into customers using orders o on customers.id = o.customer_id and o.id = 1 when matched then update set name = o.status;
--since 15
merge into coupons using b on coupons.code = b.t when not matched then insert (code, percent) values ('new-' || b.id || '-' || b.t, 5);
--since 15
merge into events using b on events.id = b.id when matched then delete;
--since 15
merge into events_2024 using b on events_2024.id = b.id when matched then delete;
--since 17
merge into a using b on a.id = b.id when matched then delete returning a.id, b.t;
--since 17
merge into a using b on a.id = b.id + 1 when matched then update set t = 'r' when not matched then insert (id, t) values (b.id + 600, 'n') returning merge_action(), a.id, b.id, (select count(*) from customers);
--since 17
with m as (merge into a using b on a.id = b.id when matched then delete returning a.id) select * from m order by id;
--since 17
with m as (merge into a using b on a.id = b.id when matched then update set x = 1 returning b.id as i) insert into b (id, t) select i + 700, 'w' from m;
--since 15
merge into only a using only b on a.id = b.id when matched then delete;
