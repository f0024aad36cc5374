SELECT 'INFO', t.name,
       d.quoted || ' may be NULL, so this is a mixed table: rows with NULL are the host''s. If it is not meant so, forbid NULL',
       ARRAY[format('ALTER TABLE %s ALTER %s SET NOT NULL', t.name, d.quoted)]
FROM d, t WHERE NOT t.required AND NOT t.relispartition
ORDER BY 2
