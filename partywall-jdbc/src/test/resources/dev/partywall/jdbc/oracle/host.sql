insert into templates (tenant_id, id, name, body) select null, i, 'host template ' || i, 'of the host ' || i from generate_series(1, 5) i;
