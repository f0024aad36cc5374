-- KEYS[2] is the session's token, ARGV[1] how long to keep it in ms, then fields and values to add. A field keeps the
-- later of two values: timeline, then place in the log; of pins, which are named with a ~, the time they hold until.
local function place(value)
  local timeline, high, low = string.match(value, '^(%d+):(%x+)/(%x+)$')
  return tonumber(timeline), tonumber(high, 16), tonumber(low, 16)
end
local function isLater(field, new, old)
  if string.sub(field, -1) == '~' then
    return tonumber(string.match(new, '~(%d+)$')) > tonumber(string.match(old, '~(%d+)$'))
  end
  local timeline, high, low = place(new)
  local oldTimeline, oldHigh, oldLow = place(old)
  if timeline ~= oldTimeline then
    return timeline > oldTimeline
  end
  if high ~= oldHigh then
    return high > oldHigh
  end
  return low > oldLow
end
for i = 2, #ARGV, 2 do
  local old = redis.call('HGET', KEYS[2], ARGV[i])
  if not old or isLater(ARGV[i], ARGV[i + 1], old) then
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
  end
end
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[1]) then
  redis.call('PEXPIRE', KEYS[2], ARGV[1])
end
return { now - since }
