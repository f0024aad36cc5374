-- KEYS[1] is an entry, which gets ARGV[2] as its value for ARGV[3] ms, if it still begins with ARGV[1]: what the reader
-- saw there before it read. ARGV[4] is how many keys this server had evicted when all was well, or empty if it does not
-- matter. Answers 1 if it was stored, 0 if it is not what it was, -1 if something may be lost.
if redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) ~= ARGV[1] then
  return 0
end
if ARGV[4] ~= '' and string.match(redis.call('INFO', 'stats'), 'evicted_keys:(%d+)') ~= ARGV[4] then
  return -1
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
