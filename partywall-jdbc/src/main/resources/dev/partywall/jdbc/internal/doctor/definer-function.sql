SELECT CASE WHEN n.oid IS NULL THEN 'INFO' ELSE 'WARNING' END, f.name,
       CASE WHEN n.oid IS NULL THEN 'It runs texts that it makes with the rights of its owner'
            ELSE 'It names ' || n.below || ' and runs with the rights of its owner' END
         || ': row security asks for the owner, and the guard does not see what it does',
       ARRAY[format('ALTER ROUTINE %s SECURITY INVOKER', f.name)]
FROM f LEFT JOIN naming n ON n.oid = f.oid
WHERE f.prosecdef AND (n.oid IS NOT NULL OR f.code ~* '\mexecute\M')
ORDER BY 2
