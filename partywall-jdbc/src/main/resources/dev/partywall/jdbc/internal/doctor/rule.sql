SELECT 'WARNING', format('%s.%I', t.name, r.rulename),
       'It makes other statements of those on the table, which the guard does not see; writes to the table are refused',
       ARRAY[format('ALTER TABLE %s DISABLE RULE %I', t.name, r.rulename)]
FROM t JOIN pg_rewrite r ON r.ev_class = t.oid
WHERE r.rulename <> '_RETURN' AND r.ev_enabled <> 'D'
ORDER BY 2
