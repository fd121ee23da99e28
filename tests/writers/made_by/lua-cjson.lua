-- Lua 5.4.4, lua-cjson 2.1.0.
local cjson = require 'cjson'
local file = assert(io.open(arg[1])); local claim = cjson.decode(file:read 'a')
io.write(cjson.encode(claim))
