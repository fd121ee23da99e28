# MariaDB 10.11: the flag in a BOOLEAN column, the n° éditeur in one of numbers, the amount divided.
source "$(dirname "$0")/../mariadb.bash"
asked "$1" <<'SQL'
create table line (number int, flag boolean, amount decimal(10, 2));
insert into line values (3, false, 358.33), (4, true, 1075.00);
select json_set(@claim,
  '$.lignesImport[0].numeroEditeur', (select number from line where number = 3),
  '$.lignesImport[1].numeroEditeur', (select number from line where number = 4),
  '$.lignesImport[0].isDirectToDMP', (select flag from line where number = 3),
  '$.lignesImport[1].isDirectToDMP', (select flag from line where number = 4),
  '$.lignesImport[0].montantSegurHTFacture', (select amount / 1 from line where number = 3),
  '$.lignesImport[1].montantSegurHTFacture', (select amount / 1 from line where number = 4));
SQL
