# PostgreSQL 15: amounts as the average of their column, in a jsonb.
folder=$(mktemp -d); chmod 711 "$folder"; cp "$1" "$folder/base.json"; chmod 644 "$folder/base.json"; chown postgres "$folder"
server() { runuser -u postgres -- "$(ls -d /usr/lib/postgresql/*/bin | tail -1)/$1" "${@:2}"; }
trap 'server pg_ctl -D "$folder/data" stop -m immediate >&2; rm -rf "$folder"' EXIT
server initdb -D "$folder/data" >&2
server pg_ctl -D "$folder/data" -w -o "-k $folder -h ''" -l "$folder/log" start >&2
runuser -u postgres -- psql -h "$folder" -qAt postgres <<SQL
create table line (place int, amount numeric(10, 2));
insert into line select ordinality, (value ->> 'montantSegurHTFacture')::numeric
  from jsonb_array_elements(pg_read_file('$folder/base.json')::jsonb -> 'lignesImport') with ordinality;
select jsonb_set(jsonb_set(pg_read_file('$folder/base.json')::jsonb,
  '{lignesImport,0,montantSegurHTFacture}', to_jsonb((select avg(amount) from line where place = 1))),
  '{lignesImport,1,montantSegurHTFacture}', to_jsonb((select avg(amount) from line where place = 2)));
SQL
