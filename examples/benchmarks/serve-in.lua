-- For wrk: reads ten random widgets by the view. Argument: how many there are, as widgets seed names them.
local widgets = 1000000

function init(args)
  widgets = tonumber(args[1]) or widgets
  math.randomseed(os.time())
end

function request()
  local names = {}
  for i = 1, 10 do names[i] = string.format("W-%010d", math.random(1, widgets)) end
  return wrk.format("GET", "/widgets?serial_number=in.(" .. table.concat(names, ",") .. ")")
end
