-- For wrk: reads one random widget by the view. Argument: how many there are, as widgets seed names them.
local widgets = 1000000

function init(args)
  widgets = tonumber(args[1]) or widgets
  math.randomseed(os.time())
end

function request()
  return wrk.format("GET", string.format("/widgets?serial_number=eq.W-%010d", math.random(1, widgets)))
end
