SELECT 'WARNING', t.name, 'Row security does not hold for the table''s owner, for whom the application''s role acts',
       ARRAY[format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name)]
FROM t
WHERE t.relrowsecurity AND NOT t.relforcerowsecurity AND pg_has_role(current_user, t.relowner, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = current_user AND (r.rolsuper OR r.rolbypassrls))
ORDER BY 2
