-- Stands before each check: "tables" are those of users, "t" those of them with the discriminator.
-- A check returns severity, object, why, and the DDL that fixes it; it runs with nothing but pg_catalog in the search path.
WITH RECURSIVE d AS (SELECT ?::name AS name, quote_ident(?::text) AS quoted),
  tables AS (
    SELECT c.oid, c.oid::regclass::text AS name, c.relname, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,
           c.relowner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'partywall') AND c.relkind IN ('r', 'p')
      AND c.relpersistence <> 't'
      AND NOT EXISTS (SELECT FROM pg_depend e
                      WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')),
  t AS (
    SELECT tables.*, a.attnum, a.attnotnull OR y.typnotnull AS required, format_type(a.atttypid, a.atttypmod) AS type,
           format_type(coalesce(nullif(y.typbasetype, 0), a.atttypid), NULL) AS base
    FROM d, tables JOIN pg_attribute a ON a.attrelid = tables.oid AND NOT a.attisdropped
      JOIN pg_type y ON y.oid = a.atttypid
    WHERE a.attname = d.name)
