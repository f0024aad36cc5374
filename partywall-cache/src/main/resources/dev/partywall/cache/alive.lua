-- Since when nothing can have been lost here, in ms of this server's clock; and the clock.
-- KEYS[1] remembers the life of this memory: a flush removes the key; a restart and a failover, which may lose the
-- last writes, give the server another run_id; an eviction may have taken any key.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local server = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local life = server .. ':' .. string.match(redis.call('INFO', 'stats'), 'evicted_keys:(%d+)')
local alive = redis.call('HMGET', KEYS[1], 'life', 'since')
local since = tonumber(alive[2])
if alive[1] ~= life or not since then
  since = now
  redis.call('HSET', KEYS[1], 'life', life, 'since', string.format('%.0f', now))
end
