  -- Functions of users, with their text freed of comments and strings, and the tables with the discriminator in them.
  , f AS (
    SELECT p.oid, p.oid::regprocedure::text AS name, p.proname, p.prosecdef, p.prorettype, l.lanname, p.prokind,
           regexp_replace(regexp_replace(regexp_replace(p.prosrc, '/\*.*?\*/', ' ', 'g'), '--[^\n]*', ' ', 'g'),
                          '''[^'']*''', ' ', 'g') AS code
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'partywall') AND p.prokind IN ('f', 'p', 'w')
      AND NOT EXISTS (SELECT FROM pg_depend e
                      WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')),
  naming AS (
    SELECT f.oid, string_agg(t.name, ', ' ORDER BY t.name) AS below, bool_or(t.relrowsecurity) AS row_security
    FROM f JOIN t ON f.lanname NOT IN ('c', 'internal') AND (
      EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_proc'::regclass AND p.objid = f.oid
                AND p.refclassid = 'pg_class'::regclass AND p.refobjid = t.oid)
      OR f.code ~* ('(^|\W)' || regexp_replace(t.relname, '(\W)', '\\\1', 'g') || '(\W|$)'))
    GROUP BY f.oid)
