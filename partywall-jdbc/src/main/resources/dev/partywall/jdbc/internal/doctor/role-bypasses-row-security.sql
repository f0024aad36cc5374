SELECT CASE WHEN EXISTS (SELECT FROM t WHERE relrowsecurity) THEN 'WARNING' ELSE 'INFO' END, quote_ident(r.rolname),
       'The application''s role has BYPASSRLS: no row security holds for it',
       ARRAY[format('ALTER ROLE %I NOBYPASSRLS', r.rolname)]
FROM pg_roles r WHERE r.rolname = current_user AND r.rolbypassrls AND NOT r.rolsuper
