-- For wrk: associates random pairs of widgets, and dissociates each when a thousand others have come, so that almost nothing is
-- refused. Argument: how many widgets there are, W-0000000001 and so on, as widgets seed names them.
local widgets = 1000000
local pairs_open, first, last = {}, 1, 0
local ports = {"P", "Q", "R"}
local headers = {["Content-Type"] = "application/json"}
local behind = 1000

function init(args)
  widgets = tonumber(args[1]) or widgets
  math.randomseed(os.time())
end

function request()
  if last - first >= behind then
    local pair = pairs_open[first]
    pairs_open[first] = nil
    first = first + 1
    return wrk.format("POST", "/rpc/remove_association", headers, pair)
  end
  local a = math.random(1, widgets)
  local b = math.random(1, widgets - 1)
  if b >= a then b = b + 1 end
  local pair = string.format(
    '{"serial_number":"W-%010d","peer_serial_number":"W-%010d","port":"%s"}', a, b, ports[math.random(1, 3)])
  last = last + 1
  pairs_open[last] = pair
  return wrk.format("POST", "/rpc/associate_widgets", headers, pair)
end
