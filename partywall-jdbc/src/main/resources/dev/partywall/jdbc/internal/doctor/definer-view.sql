SELECT CASE WHEN row_security THEN 'WARNING' ELSE 'INFO' END, v.name,
       'It reads ' || below || ' with the rights of its owner: row security asks for the owner, not for the one who reads',
       CASE WHEN current_setting('server_version_num')::int < 150000 THEN '{}'
            ELSE ARRAY[format('ALTER VIEW %s SET (security_invoker = true)', v.name)] END
FROM v
WHERE v.relkind = 'v' AND NOT EXISTS (
  SELECT FROM pg_options_to_table(v.reloptions) o WHERE o.option_name = 'security_invoker' AND o.option_value::boolean)
ORDER BY 2
