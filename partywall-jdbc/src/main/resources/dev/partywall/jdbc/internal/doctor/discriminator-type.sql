  , usual AS (SELECT base FROM t GROUP BY base ORDER BY count(*) DESC, base LIMIT 1)
SELECT 'WARNING', t.name,
       format('%s is %s here and %s in most tables: ids of tenants are of one type', d.quoted, t.type, usual.base),
       ARRAY[format('ALTER TABLE %s ALTER %s TYPE %s USING %2$s::text::%3$s', t.name, d.quoted, usual.base)]
FROM d, usual, t WHERE t.base <> usual.base AND NOT t.relispartition
ORDER BY 2
