-- KEYS[1] remembers the life of this memory: a flush removes the key, a restart and a failover give the server another
-- run_id. Answers the server, how many keys it evicted, since when nothing was flushed, and for how long that is; in ms.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local evicted = string.match(redis.call('INFO', 'stats'), 'evicted_keys:(%d+)')
local known = redis.call('HMGET', KEYS[1], 'server', 'since')
local since = tonumber(known[2])
if known[1] ~= server or not since then
  since = now
  redis.call('HSET', KEYS[1], 'server', server, 'since', string.format('%.0f', now))
end
return { server, evicted, string.format('%.0f', since), now - since }
