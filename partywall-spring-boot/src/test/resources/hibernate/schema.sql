create table book (
  tenant_id bigint not null,
  id bigint not null,
  isbn text not null,
  title text not null,
  primary key (tenant_id, id),
  unique (tenant_id, isbn)
);

create table chapter (
  tenant_id bigint not null,
  id bigint not null,
  book_id bigint not null,
  title text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, book_id) references book (tenant_id, id)
);

create table shelf (
  tenant_id bigint not null,
  id bigint not null,
  name text not null,
  primary key (tenant_id, id)
);

create table label (
  tenant_id bigint not null,
  id bigint not null,
  name text not null,
  primary key (tenant_id, id)
);

create sequence ticket_seq increment by 50;

create table ticket (
  tenant_id bigint not null,
  id bigint not null,
  name text not null,
  primary key (tenant_id, id)
);
