SELECT 'INFO', f.name,
       'It names ' || n.below || '. The guard does not see what it does, and refuses it unless it is allowed by name:'
         || ' then it needs a condition on ' || d.quoted || ' of its own',
       '{}'::text[]
FROM d, f JOIN naming n ON n.oid = f.oid
WHERE NOT f.prosecdef AND f.prorettype <> 'trigger'::regtype
ORDER BY 2
