SELECT DISTINCT ON (c.name) 'WARNING', c.name,
       format('Its column %I looks like a reference to rows of tenants in %s, but without %s it counts as a common table:'
         ' every tenant reads all of it', a.attname, p.name, d.quoted),
       CASE WHEN NOT c.relispartition AND EXISTS (
         SELECT FROM pg_index i WHERE i.indrelid = p.oid AND i.indisunique AND i.indnkeyatts = 1
           AND i.indkey[0] = id.attnum AND i.indpred IS NULL)
       THEN ARRAY[
         format('ALTER TABLE %s ADD %s %s', c.name, d.quoted, p.type),
         format('UPDATE %s c SET %s = p.%2$s FROM %s p WHERE c.%I = p.id', c.name, d.quoted, p.name, a.attname)]
         || CASE WHEN p.required THEN ARRAY[format('ALTER TABLE %s ALTER %s SET NOT NULL', c.name, d.quoted)] ELSE '{}' END
       ELSE '{}' END
FROM d, tables c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname ~ '_id$'
  JOIN t p ON p.relname IN (
    left(a.attname, -3), left(a.attname, -3) || 's', left(a.attname, -3) || 'es',
    regexp_replace(left(a.attname, -3), 'y$', 'ies'))
  JOIN pg_class pc ON pc.oid = p.oid JOIN pg_class cc ON cc.oid = c.oid AND cc.relnamespace = pc.relnamespace
  JOIN pg_attribute id ON id.attrelid = p.oid AND id.attname = 'id' AND id.atttypid = a.atttypid
WHERE c.oid NOT IN (SELECT oid FROM t)
  AND NOT EXISTS (SELECT FROM pg_constraint k
                  WHERE k.contype = 'f' AND k.conrelid = c.oid AND (a.attnum = ANY (k.conkey) OR k.confrelid = p.oid))
ORDER BY c.name, a.attnum
