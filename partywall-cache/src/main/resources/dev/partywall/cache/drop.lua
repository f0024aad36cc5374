-- KEYS[1] is an entry or a generation, which gets another value: ARGV[1] is its beginning, ARGV[2] where in the
-- histories it was dropped or -, ARGV[3] how long to keep that in ms, ARGV[4] a channel and ARGV[5] what to tell there.
-- Of each history the later place stays: timeline, then place in the log.
local function isLater(new, old)
  for i = 1, 3 do
    if new[i] ~= old[i] then
      return new[i] > old[i]
    end
  end
  return false
end
local places = {}
local function add(positions)
  for set, timeline, high, low in string.gmatch(positions, '([^=,]+)=(%d+):(%x+)/(%x+)') do
    local place = { tonumber(timeline), tonumber(high, 16), tonumber(low, 16), timeline .. ':' .. high .. '/' .. low }
    if not places[set] or isLater(place, places[set]) then
      places[set] = place
    end
  end
end
local before = string.match(redis.call('GETRANGE', KEYS[1], 0, 4095), '^%S+ (%S+)')
if before then
  add(before)
end
add(ARGV[2])
local positions = {}
for set, place in pairs(places) do
  table.insert(positions, set .. '=' .. place[4])
end
local text = #positions > 0 and table.concat(positions, ',') or '-'
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. text, 'PX', ARGV[3])
if ARGV[4] ~= '' then
  redis.call('PUBLISH', ARGV[4], ARGV[5])
end
return 1
