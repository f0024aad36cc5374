insert into coupons (code, percent, note) values ('SECOND10', 10, 'of the second');
delete from order_lines where order_id = 5;
update customers set region = 'SECRET', name = 'Only second ' || id where id > 8;
insert into orders (id, customer_id, status, total) values (100, 3, 'secret', 5000), (200, 1, 'open', 7);
insert into a (id, t, x) values (50, 'secret', 50);
update products set price = price * 1000 where id > 5;
