-- KEYS[2] is the session's token. Answers for how long nothing can have been lost, in ms, the server, since when nothing
-- can have been lost, and the token's fields and values.
local answer = redis.call('HGETALL', KEYS[2])
table.insert(answer, 1, now - since)
table.insert(answer, 2, server)
table.insert(answer, 3, string.format('%.0f', since))
return answer
