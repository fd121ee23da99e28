# asked FILE: what a MariaDB server made for it answers to the SQL that comes in, where @claim is the file's text.
asked() {
  cp "$1" "$folder/base.json"
  chmod 755 "$folder"
  local socket=$folder/socket
  mariadb-install-db --no-defaults --user=root --datadir="$folder/data" --auth-root-authentication-method=normal \
    >"$folder/log" 2>&1
  mariadbd --no-defaults --user=root --datadir="$folder/data" --socket="$socket" --skip-networking \
    --secure-file-priv="$folder" >>"$folder/log" 2>&1 &
  until mariadb-admin --socket="$socket" ping >>"$folder/log" 2>&1 || ! kill -0 $!; do sleep 0.1; done
  { echo "create database writers; use writers; set @claim = load_file('$folder/base.json');" && cat; } |
    mariadb --socket="$socket" --skip-column-names --raw --silent --default-character-set=utf8mb4
  mariadb-admin --socket="$socket" shutdown && wait
}
