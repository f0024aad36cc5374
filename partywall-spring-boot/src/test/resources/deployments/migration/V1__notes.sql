create table note (
  tenant_id bigint not null,
  id bigint not null,
  text text not null,
  primary key (tenant_id, id)
);
