-- Lua 5.4.4, dkjson 2.6.
local dkjson = require 'dkjson'
local file = assert(io.open(arg[1])); local claim = dkjson.decode(file:read 'a', 1, dkjson.null)
io.write(dkjson.encode(claim, { indent = true }))
