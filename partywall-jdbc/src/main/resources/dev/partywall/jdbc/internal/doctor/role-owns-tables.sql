SELECT 'INFO', quote_ident(current_user),
       format('The application''s role owns, or acts for the owner of, %s: it can change them and switch row security off.'
           ' Let another role own the tables and run migrations',
         CASE WHEN count(*) > 3 THEN count(*) || ' tenant tables' ELSE string_agg(t.name, ', ' ORDER BY t.name) END),
       '{}'::text[]
FROM t
WHERE pg_has_role(current_user, t.relowner, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = current_user AND r.rolsuper)
HAVING count(*) > 0
