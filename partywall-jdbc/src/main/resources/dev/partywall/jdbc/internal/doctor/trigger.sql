SELECT 'WARNING', format('%s.%I', t.name, g.tgname),
       'It runs ' || g.tgfoid::regprocedure || ', which may read or write other rows: the guard does not see what it does.'
         || ' Let it change NEW only, or see that it stays within the row''s ' || d.quoted,
       ARRAY[format('ALTER TABLE %s DISABLE TRIGGER %I', t.name, g.tgname)]
FROM d, t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D' AND g.tgparentid = 0
  LEFT JOIN f ON f.oid = g.tgfoid
WHERE f.oid IS NOT NULL AND (
  f.lanname <> 'plpgsql'
  OR f.code ~* '\m(select|from|insert|update|delete|merge|truncate|copy|execute|perform|call|notify|pg_notify|set_config|dblink\w*|with|table|nextval|setval)\M'
  OR EXISTS (SELECT FROM f other WHERE f.code ~* ('(^|\W)' || regexp_replace(other.proname, '(\W)', '\\\1', 'g') || '"?\s*\(')))
ORDER BY 2
