-- KEYS[2] is the session's token. Answers for how long nothing can have been lost, in ms, then its fields and values.
local answer = redis.call('HGETALL', KEYS[2])
table.insert(answer, 1, now - since)
return answer
