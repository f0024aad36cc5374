SELECT CASE WHEN own.attnum IS NULL THEN 'WARNING' ELSE 'INFO' END, v.name,
       'It holds rows of ' || below || ' once more, and no row security covers it'
         || CASE WHEN own.attnum IS NULL THEN '; without ' || d.quoted || ' nothing says whose they are' ELSE '' END
         || '. Make it a table with the discriminator that is filled for each tenant, or keep it for the host',
       '{}'::text[]
FROM d, v LEFT JOIN LATERAL (
  SELECT a.attnum FROM pg_attribute a, d WHERE a.attrelid = v.oid AND a.attname = d.name AND NOT a.attisdropped) own ON true
WHERE v.relkind = 'm'
ORDER BY 2
