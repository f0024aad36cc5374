-- KEYS[1] is an entry, which lives for ARGV[2] ms from now on, if it begins with ARGV[1].
if redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) ~= ARGV[1] then
  return 0
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
