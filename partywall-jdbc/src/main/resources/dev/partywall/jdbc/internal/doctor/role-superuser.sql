SELECT CASE WHEN EXISTS (SELECT FROM t WHERE relrowsecurity) THEN 'WARNING' ELSE 'INFO' END, quote_ident(r.rolname),
       'The application''s role is a superuser: no row security holds for it, and one statement can do anything',
       ARRAY[format('ALTER ROLE %I NOSUPERUSER', r.rolname)]
FROM pg_roles r WHERE r.rolname = current_user AND r.rolsuper
