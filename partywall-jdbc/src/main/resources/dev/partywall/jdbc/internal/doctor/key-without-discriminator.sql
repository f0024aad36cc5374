  , key AS (
    SELECT i.*, t.name AS table_name, t.required, k.conname, k.contype, m.amname,
           replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS index_definition,
           pg_get_constraintdef(k.oid) AS definition,
           i.indnullsnotdistinct_text AS nulls_not_distinct
    FROM t
      JOIN (SELECT x.*, coalesce(to_jsonb(x) ->> 'indnullsnotdistinct', 'false')::boolean AS indnullsnotdistinct_text
            FROM pg_index x) i ON i.indrelid = t.oid
      JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
      LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x')
    WHERE (i.indisunique OR i.indisexclusion)
      -- Only the host's rows of a mixed table, beside a key that has the discriminator.
      AND pg_get_expr(i.indpred, i.indrelid) IS DISTINCT FROM (SELECT format('(%s IS NULL)', d.quoted) FROM d)
      AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
      AND NOT EXISTS (SELECT FROM generate_series(0, i.indnkeyatts - 1) n WHERE i.indkey[n] = t.attnum)),
  referring AS (
    SELECT conindid,
           array_agg(format('ALTER TABLE %s DROP CONSTRAINT %s', child, name) ORDER BY child, name) AS before,
           array_agg(format('ALTER TABLE %s ADD CONSTRAINT %s %s', child, name, wider_definition)
                     ORDER BY child, name) AS after,
           bool_and(wider_definition IS NOT NULL AND parent_number <> ALL (confkey)
                    AND conrelid IN (SELECT oid FROM t)) AS possible,
           string_agg(DISTINCT child, ', ') AS children
    FROM wider GROUP BY conindid)
SELECT CASE WHEN key.contype = 'p' AND NOT key.required THEN 'INFO' ELSE 'WARNING' END,
       format('%s.%s', table_name, coalesce(quote_ident(conname), split_part(key.indexrelid::regclass::text, '.', -1))),
       CASE
         WHEN key.contype = 'p' AND NOT key.required THEN
           'A primary key cannot have the nullable ' || d.quoted
             || '. Where its values are generated, nobody is in another''s way; else tenants are, and learn of each other'
         ELSE 'Values are unique among all tenants: one gets in another''s way, and learns that its value is there'
       END || CASE WHEN NOT coalesce(r.possible, true)
                   THEN '. It is referred to by foreign keys that cannot have ' || d.quoted || ' as they are: ' || r.children
                   ELSE '' END,
       CASE
         WHEN key.contype = 'p' AND NOT key.required OR NOT coalesce(r.possible, true)
           OR key.indisexclusion AND amname NOT IN ('gist', 'btree', 'hash')
           OR NOT key.required AND NOT key.indisexclusion AND current_setting('server_version_num')::int < 150000
         THEN '{}'
         ELSE CASE WHEN amname = 'gist' THEN ARRAY['CREATE EXTENSION IF NOT EXISTS btree_gist'] ELSE '{}' END
           || coalesce(r.before, '{}')
           || CASE
                WHEN conname IS NULL THEN ARRAY[
                  'DROP INDEX ' || key.indexrelid::regclass,
                  regexp_replace(index_definition, '( USING \w+ \()', '\1' || d.quoted || ', ')]
                WHEN key.contype = 'x' THEN ARRAY[format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %s',
                  table_name, conname, regexp_replace(definition, '\(', '(' || d.quoted || ' WITH =, '))]
                ELSE ARRAY[format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %s',
                  table_name, conname,
                  regexp_replace(
                    CASE WHEN key.required OR nulls_not_distinct THEN definition
                         ELSE regexp_replace(definition, '^UNIQUE', 'UNIQUE NULLS NOT DISTINCT') END,
                    '\(', '(' || d.quoted || ', '))]
              END
           || coalesce(r.after, '{}')
       END
FROM d, key LEFT JOIN referring r ON r.conindid = key.indexrelid
ORDER BY 2
