# MariaDB 10.11: demandes as objects of a table, whose n° éditeur is a ZEROFILL column.
source "$(dirname "$0")/../mariadb.bash"
asked "$1" <<'SQL'
create table line (place int, number int(5) zerofill, amount decimal(10, 2));
insert into line values (0, 3, 358.33), (1, 4, 1075.00);
select json_object(
    'impId', null, 'numeroAns', json_value(@claim, '$.numeroAns'), 'SIRET', json_value(@claim, '$.SIRET'),
    'lignesImport', json_arrayagg(json_object(
      'numLigne', place + 1, 'typeAction', 'C', 'numeroASP', concat('FINMDV0', number), 'numeroEditeur', number,
      'dateFacture', json_value(@claim, concat('$.lignesImport[', place, '].dateFacture')),
      'montantSegurHTFacture', amount,
      'beneficiaires', json_extract(@claim, concat('$.lignesImport[', place, '].beneficiaires')),
      'piecesjustificatives', json_extract(@claim, concat('$.lignesImport[', place, '].piecesjustificatives')),
      'isDirectToDMP', json_extract(@claim, concat('$.lignesImport[', place, '].isDirectToDMP')),
      'identDMP', json_extract(@claim, concat('$.lignesImport[', place, '].identDMP')),
      'isDirectToMSSPro', null, 'adresseBoiteMSSPro', null, 'isDirectToMSSCitoyen', null,
      'adresseBoiteMSSCitoyen', null, 'codeTraitement', null, 'libelleTraitement', null)))
  from line;
SQL
