SELECT 'WARNING', t.name,
       'No index begins with ' || d.quoted || ', so that each statement of a tenant reads the rows of all',
       ARRAY[format('CREATE INDEX ON %s (%s)', t.name, d.quoted)]
FROM d, t
WHERE NOT t.relispartition
  AND NOT EXISTS (SELECT FROM pg_index i
                  WHERE i.indrelid = t.oid AND i.indkey[0] = t.attnum AND i.indpred IS NULL AND i.indisvalid)
ORDER BY 2
