# Nim 1.6.10, json.
import std/[json, os]
echo pretty(parseFile(paramStr(1)))
