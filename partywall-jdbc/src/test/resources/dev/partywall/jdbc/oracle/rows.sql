insert into customers (id, name, email, region, parent_id, tags, profile, since)
select i, 'Customer ' || (i % 7), nullif('c' || i || '@example.com', 'c5@example.com'),
       case i % 4 when 0 then null when 1 then 'EU' when 2 then 'US' else 'AP' end, nullif(i / 3, 0),
       case when i % 3 = 0 then null else array['t' || (i % 3), 'all'] end,
       jsonb_build_object('level', i % 4, 'vip', i % 5 = 0, 'k', jsonb_build_array(i, i + 1)),
       date '2020-01-01' + i * 17
from generate_series(1, 12) i;
insert into contacts (customer_id, kind, value)
select 1 + i % 12, case i % 3 when 0 then 'mail' when 1 then 'phone' end, 'v' || i from generate_series(1, 20) i;
insert into products (id, sku, name, price, stock)
select i, 'SKU' || i, 'Product ' || (i % 4), case when i % 6 = 0 then null else i * 3.5 end, i % 3
from generate_series(1, 10) i;
insert into orders (id, customer_id, status, placed, total, note)
select i, case when i % 8 = 0 then null else 1 + i % 12 end, (array['open', 'paid', 'sent'])[1 + i % 3],
       timestamp '2024-01-01 10:00' + i * interval '11 days', case when i % 7 = 0 then null else i * 10 end,
       case when i % 2 = 0 then 'note ' || i % 5 end
from generate_series(1, 24) i;
insert into order_lines (order_id, line_no, product_id, quantity, price)
select o, l, 1 + (o * l) % 10, case when (o + l) % 9 = 0 then null else (o + l) % 5 end, (o * l) % 13 + 0.5
from generate_series(1, 24) o, generate_series(1, 3) l where (o + l) % 4 <> 0;
insert into events (id, day, kind, amount)
select i, date '2024-06-01' + i * 23, (array['click', 'view', null])[1 + i % 3], i from generate_series(1, 24) i;
insert into invoices (order_id, net) select i, i * 5 from generate_series(1, 8) i;
insert into templates (id, name, body) select i, 'template ' || i, 'own ' || i from generate_series(1, 4) i;
insert into "Odd Names" ("Id", "select", "a""b", "Ü") select i, 's' || i, 'q' || i, 'ü' from generate_series(1, 4) i;
insert into a (id, t, x) select i, chr(96 + i), nullif(i % 3, 0) from generate_series(1, 8) i;
insert into b (id, t, x) select i + 2, chr(98 + i), nullif(i % 4, 0) from generate_series(1, 8) i;
insert into archive.orders (id, customer_id, status, total) select i, i, 'old', i from generate_series(1, 5) i;
