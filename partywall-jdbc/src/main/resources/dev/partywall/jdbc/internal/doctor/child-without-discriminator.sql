SELECT DISTINCT ON (child) 'ERROR', child,
       'Its rows belong to rows of tenants in ' || parent || ', but without ' || d.quoted
         || ' it counts as a common table: every tenant reads all of it, and none can write',
       CASE WHEN p.relispartition OR c.relispartition THEN '{}' ELSE ARRAY[
         format('ALTER TABLE %s ADD %s %s', child, d.quoted, p.type),
         format('UPDATE %s c SET %s = p.%2$s FROM %s p WHERE %s', child, d.quoted, parent, matching)]
         || CASE WHEN p.required THEN ARRAY[format('ALTER TABLE %s ALTER %s SET NOT NULL', child, d.quoted)] ELSE '{}' END
       END
FROM d, fk JOIN t p ON p.oid = fk.confrelid JOIN tables c ON c.oid = fk.conrelid
WHERE fk.conrelid NOT IN (SELECT oid FROM t)
ORDER BY child, fk.conname
