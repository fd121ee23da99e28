# SQLite 3.40.1: amounts in a column of real numbers, flags as SQLite has them.
sqlite3 :memory: "
  create table line (amount real, flag boolean);
  insert into line select json_extract(value, '$.montantSegurHTFacture'), json_extract(value, '$.isDirectToDMP')
    from json_each(readfile('$1'), '$.lignesImport');
  select json_set(readfile('$1'),
    '$.lignesImport[0].montantSegurHTFacture', (select amount from line where rowid = 1),
    '$.lignesImport[1].montantSegurHTFacture', (select amount from line where rowid = 2),
    '$.lignesImport[0].isDirectToDMP', (select flag from line where rowid = 1),
    '$.lignesImport[1].isDirectToDMP', (select flag from line where rowid = 2));"
