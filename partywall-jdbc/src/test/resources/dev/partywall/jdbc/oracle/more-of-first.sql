insert into coupons (code, percent, note) values ('FIRST10', 10, 'of the first'), ('FIRST20', 20, null);
update customers set name = 'Only first ' || id where id > 9;
insert into orders (id, customer_id, status, total) values (100, 1, 'open', 1000), (101, 2, 'paid', null);
