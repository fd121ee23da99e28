# CPython 3.11, json.
python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1]))))' "$1"
