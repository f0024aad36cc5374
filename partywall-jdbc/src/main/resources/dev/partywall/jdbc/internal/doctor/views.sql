  -- Views, and the tables with the discriminator that they read, through other views too.
  , named AS (
    SELECT DISTINCT r.ev_class AS view, p.refobjid AS relation
    FROM pg_rewrite r JOIN pg_depend p ON p.classid = 'pg_rewrite'::regclass AND p.objid = r.oid
    WHERE r.rulename = '_RETURN' AND p.refclassid = 'pg_class'::regclass AND p.refobjid <> r.ev_class),
  reads AS (
    SELECT view, relation FROM named
    UNION SELECT named.view, reads.relation FROM named JOIN reads ON reads.view = named.relation),
  v AS (
    SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.reloptions, bool_or(t.relrowsecurity) AS row_security,
           string_agg(t.name, ', ' ORDER BY t.name) AS below
    FROM pg_class c JOIN reads ON reads.view = c.oid JOIN t ON t.oid = reads.relation
    GROUP BY c.oid)
