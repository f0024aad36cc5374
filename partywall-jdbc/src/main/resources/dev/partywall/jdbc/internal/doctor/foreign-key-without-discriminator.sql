SELECT 'WARNING', format('%s.%s', child, w.name),
       'A row of a tenant can refer to another tenant''s row in ' || parent
         || ', learn that it is there, and be removed or changed with it',
       CASE WHEN wider_definition IS NULL OR parent_number = ANY (confkey) OR c.attnum = ANY (conkey) THEN '{}' ELSE
         CASE WHEN EXISTS (
           SELECT FROM pg_index i
           WHERE i.indrelid = confrelid AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indpred IS NULL
             AND i.indexprs IS NULL AND i.indnkeyatts = cardinality(confkey) + 1
             AND (SELECT array_agg(i.indkey[n] ORDER BY i.indkey[n]) FROM generate_series(0, i.indnkeyatts - 1) n)
               = (SELECT array_agg(n ORDER BY n) FROM unnest(confkey || parent_number) n))
         THEN '{}'
         ELSE ARRAY[format('ALTER TABLE %s ADD UNIQUE (%s, %s)', parent, d.quoted, referenced)] END
         || ARRAY[format('ALTER TABLE %s DROP CONSTRAINT %s, ADD CONSTRAINT %2$s %s', child, w.name, wider_definition)]
       END
FROM d, wider w JOIN t c ON c.oid = w.conrelid
WHERE NOT EXISTS (SELECT FROM unnest(conkey, confkey) x (n, m) WHERE n = c.attnum AND m = parent_number)
ORDER BY 2
