-- For wrk: pairs as serve-pairs.lua makes them, but each connection sends at its own steady pace, however long answers take: with
-- thousands of connections that is nearly an open loop. Arguments: how many widgets there are, and the milliseconds between
-- two requests of a connection. Prints what was served and what was refused by status.
local here = debug.getinfo(1, "S").source:match("^@?(.*/)") or "./"
dofile(here .. "serve-pairs.lua")
local pairs_init = init
local pause = 100
local threads = {}
statuses = {}

function setup(thread)
  threads[#threads + 1] = thread
end

function init(args)
  pairs_init(args)
  pause = tonumber(args[2]) or pause
end

function delay()
  return pause
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

function done(summary)
  local served, unavailable, others = 0, 0, 0
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do
      if status == 204 or status == 200 then
        served = served + count
      elseif status == 503 then
        unavailable = unavailable + count
      else
        others = others + count
      end
    end
  end
  local seconds = summary.duration / 1e6
  print(string.format("offered %.0f served %.0f unavailable %.0f others %.0f", (served + unavailable + others) / seconds,
    served / seconds, unavailable / seconds, others / seconds))
end
