  , feeding AS (
    SELECT p.objid AS sequence, t.name AS table_name
    FROM pg_depend p JOIN t ON t.oid = p.refobjid JOIN pg_class c ON c.oid = p.objid AND c.relkind = 'S'
    WHERE p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass AND p.deptype IN ('a', 'i')
    UNION
    SELECT p.refobjid, t.name
    FROM pg_attrdef f JOIN t ON t.oid = f.adrelid
      JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = f.oid AND p.refclassid = 'pg_class'::regclass
      JOIN pg_class c ON c.oid = p.refobjid AND c.relkind = 'S'
    UNION
    SELECT c.oid, t.name
    FROM t JOIN pg_class h ON h.oid = t.oid
      JOIN pg_class c ON c.relnamespace = h.relnamespace AND c.relkind = 'S' AND c.relname = t.relname || '_seq')
SELECT 'INFO', sequence::regclass::text,
       'It gives numbers to the rows of all tenants in ' || string_agg(table_name, ', ' ORDER BY table_name)
         || ': from its own a tenant learns how many rows there are. Where that is a secret, use random keys (uuid)',
       '{}'::text[]
FROM feeding GROUP BY sequence
ORDER BY 2
