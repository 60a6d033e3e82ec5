-- For wrk: gets random widgets. Argument: how many there are, W-0000000001 and so on, as widgets seed names them.
local widgets = 1000000
local headers = {["Content-Type"] = "application/json"}

function init(args)
  widgets = tonumber(args[1]) or widgets
  math.randomseed(os.time())
end

function request()
  local body = string.format('{"serial_number":"W-%010d"}', math.random(1, widgets))
  return wrk.format("POST", "/rpc/get_widget", headers, body)
end
