#!/usr/bin/env bash
# Make the files of writers anew: tests/writers/make.sh [NAME...], where their programs are installed.
# The first lines of a script in made_by/ name the program, its version and its Debian package where that is not plain.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export folder base=$here/base.json

written() { # by the script $1, on the base file
  case $1 in
  *.R) Rscript --vanilla "$1" "$base" ;;
  *.m) octave-cli --no-init-file --silent "$1" "$base" ;;
  *.php) php -n "$1" "$base" ;;
  *perl.pl) perl "$1" "$base" ;;
  *.pl) swipl "$1" "$base" ;;
  *.rb) ruby "$1" "$base" ;;
  *.lua) lua5.4 "$1" "$base" ;;
  *.java) cp "$1" "$folder/Writer.java" && java -cp "/usr/share/java/*" "$folder/Writer.java" "$base" ;;
  *.pas) fpc -v0 -FE"$folder" -o"$folder/writer" "$1" >&2 && "$folder/writer" "$base" ;;
  *.adb)
    cp "$1" "$folder/ada_writer.adb"
    printf 'with "gnatcoll"; project P is for Main use ("ada_writer.adb"); end P;' >"$folder/p.gpr"
    gprbuild -q -P "$folder/p.gpr" >&2 && "$folder/ada_writer" "$base"
    ;;
  *.go) cp "$1" "$folder/writer.go" && (cd "$folder" && GOCACHE=$folder go run writer.go "$base") ;;
  *.js) node "$1" "$base" ;;
  *.lisp) sbcl --script "$1" "$base" ;;
  *.rkt) racket "$1" "$base" ;;
  *.nim) nim compile --hints:off --nimcache:"$folder" -o:"$folder/writer" "$1" >&2 && "$folder/writer" "$base" ;;
  *.d) ldc2 -od="$folder" -of="$folder/writer" "$1" && "$folder/writer" "$base" ;;
  *.hs) ghc -v0 -outputdir "$folder" -o "$folder/writer" "$1" && "$folder/writer" "$base" ;;
  *.sh) bash "$1" "$base" ;;
  esac
}

for script in "$here"/made_by/*; do
  name=$(basename "${script%.*}")
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  folder=$(mktemp -d)
  if written "$script" >"$folder/written"; then
    cp "$folder/written" "$here/files/$name.json" && echo "$name"
  else
    echo "$name: not made" >&2
  fi
  rm -rf "$folder"
done
