#!/usr/bin/env bash
# shtab 1.13.0 (PyPI; needs zsh, tried with 5.9): completions for zsh, made from a parser.
# Expected: of a command that takes several paths (nargs="+"), Tab completes each of them, as in bash and fish.
# Seen: the first alone. Its script has "(*):paths:_files", where zsh wants "*:paths:_files" for all words that remain.
# What it prints:
#   first path: tool check alpha/
#   second path: tool check beta/ al
#   second path, with *: in the place of (*): tool check beta/ alpha/
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q shtab==1.13.0
mkdir -p "$folder/as-made" "$folder/mended" "$folder/here/alpha" "$folder/here/beta"
"$folder/venv/bin/python" - >"$folder/as-made/_tool" <<'PY'
import argparse

import shtab

whole = argparse.ArgumentParser("tool")
check = whole.add_subparsers().add_parser("check", help="checks")
check.add_argument("paths", nargs="+", help="paths").complete = shtab.FILE
print(shtab.complete(whole, "zsh"))
PY
sed 's/"(\*):/"*:/' "$folder/as-made/_tool" >"$folder/mended/_tool"

completed() { # the line that zsh makes of the words $2 once Tab was pressed, with the script of $1
  FOLDER=$folder SCRIPT=$folder/$1 TYPED=$2 zsh -f <<'ZSH'
zmodload zsh/zpty
zpty shell "cd $FOLDER/here; TERM=dumb zsh -f"
zpty -w shell "PS1=; fpath=($SCRIPT \$fpath); autoload -Uz compinit; compinit -u -d $FOLDER/dump"
zpty -w shell "show() { print -r -- \"LINE=\$BUFFER.\" }; zle -N show; bindkey '^T' show; print READY"
zpty -r -m shell ignored '*
READY*'
zpty -w -n shell "$TYPED"$'\t\x14'
zpty -r -m shell seen '*LINE=*.*'
print -r -- "${${seen##*LINE=}%%.*}"
ZSH
}
seen=$(
  echo "first path: $(completed as-made 'tool check al')"
  echo "second path: $(completed as-made 'tool check beta/ al')"
  echo "second path, with *: in the place of (*): $(completed mended 'tool check beta/ al')"
)
echo "$seen"
diff <(sed -n 's/^#   //p' "$0") - <<<"$seen"
