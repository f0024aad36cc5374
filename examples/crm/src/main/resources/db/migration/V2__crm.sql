-- Each row belongs to a tenant, and so does each key: customer 1 exists once for every tenant.
-- The sequences start behind the sample data.
create sequence customers_seq start with 1000001;
create sequence contacts_seq start with 1000001;
create sequence products_seq start with 1000001;
create sequence orders_seq start with 1000001;

create table customers (
  tenant_id bigint not null,
  id bigint not null,
  version integer not null default 0,
  name text not null,
  address text not null,
  phone text not null,
  segment text not null,
  nation_id smallint not null references nations,
  account_balance numeric(12, 2) not null default 0,
  primary key (tenant_id, id)
);
create index customers_by_name on customers (tenant_id, name);

create table contacts (
  tenant_id bigint not null,
  id bigint not null,
  customer_id bigint not null,
  name text not null,
  email text not null,
  role text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers
);
create index contacts_of_customer on contacts (tenant_id, customer_id);

create table products (
  tenant_id bigint not null,
  id bigint not null,
  version integer not null default 0,
  name text not null,
  manufacturer text not null,
  brand text not null,
  type text not null,
  price numeric(12, 2) not null check (price >= 0),
  primary key (tenant_id, id)
);
create index products_by_name on products (tenant_id, name);

create table orders (
  tenant_id bigint not null,
  id bigint not null,
  version integer not null default 0,
  customer_id bigint not null,
  order_date date not null,
  status text not null,
  priority text not null,
  total numeric(14, 2) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers
);
create index orders_of_customer on orders (tenant_id, customer_id);
create index orders_by_date on orders (tenant_id, order_date);

create table order_lines (
  tenant_id bigint not null,
  order_id bigint not null,
  line_number integer not null,
  product_id bigint not null,
  quantity integer not null check (quantity > 0),
  unit_price numeric(12, 2) not null,
  discount numeric(3, 2) not null check (discount between 0 and 1),
  primary key (tenant_id, order_id, line_number),
  foreign key (tenant_id, order_id) references orders,
  foreign key (tenant_id, product_id) references products
);
create index order_lines_of_product on order_lines (tenant_id, product_id);

-- What was loaded once is not loaded again.
create table imports (
  tenant_id bigint not null,
  source text not null,
  finished_at timestamptz not null default now(),
  primary key (tenant_id, source)
);
