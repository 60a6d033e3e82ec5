-- For wrk: reads random widgets by the view. Arguments: how many there are, as widgets seed names them, and how many to read with
-- one request (one is eq, more are in).
local widgets, keys = 1000000, 1

function init(args)
  widgets, keys = tonumber(args[1]) or widgets, tonumber(args[2]) or keys
  math.randomseed(os.time())
end

function request()
  local names = {}
  for i = 1, keys do names[i] = string.format("W-%010d", math.random(1, widgets)) end
  local filter = keys == 1 and "eq." .. names[1] or "in.(" .. table.concat(names, ",") .. ")"
  return wrk.format("GET", "/widgets?serial_number=" .. filter)
end
