  -- Foreign keys to tables with the discriminator; "wider" is the definition with the discriminator on both sides, or
  -- null where there is none that means the same.
  , fk AS (
    SELECT k.oid, k.conname, k.conrelid, k.confrelid, k.conindid, quote_ident(k.conname) AS name,
           k.conrelid::regclass::text AS child, k.confrelid::regclass::text AS parent,
           pg_get_constraintdef(k.oid) AS definition,
           (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY x.i)
            FROM unnest(k.conkey) WITH ORDINALITY x (n, i)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.n) AS columns,
           (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY x.i)
            FROM unnest(k.confkey) WITH ORDINALITY x (n, i)
              JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.n) AS referenced,
           (SELECT string_agg(format('c.%I = p.%I', a.attname, b.attname), ' AND ' ORDER BY x.i)
            FROM unnest(k.conkey, k.confkey) WITH ORDINALITY x (n, m, i)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.n
              JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = x.m) AS matching,
           k.conkey, k.confkey, p.attnum AS parent_number,
           k.confmatchtype = 'f' AND cardinality(k.conkey) > 1 OR k.confupdtype IN ('n', 'd')
             OR k.confdeltype IN ('n', 'd') AND current_setting('server_version_num')::int < 150000 AS special
    FROM pg_constraint k JOIN t p ON p.oid = k.confrelid JOIN tables c ON c.oid = k.conrelid
    WHERE k.contype = 'f' AND k.conparentid = 0),
  wider AS (
    SELECT fk.*,
           CASE WHEN NOT special THEN
             regexp_replace(
               regexp_replace(
                 regexp_replace(
                   replace(definition, ' MATCH FULL', ''),
                   '^FOREIGN KEY \(', 'FOREIGN KEY (' || d.quoted || ', '),
                 ' REFERENCES (.*?)\(', ' REFERENCES \1(' || d.quoted || ', '),
               '(ON DELETE SET (NULL|DEFAULT))(?! \()', '\1 (' || columns || ')')
           END AS wider_definition
    FROM fk, d)
