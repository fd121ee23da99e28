{ Free Pascal 3.2.2, fpjson. }
program writer;
{$mode objfpc}
uses Classes, fpjson, jsonparser;
var text: TStringList;
begin
  text := TStringList.Create;
  text.LoadFromFile(ParamStr(1));
  Write(GetJSON(text.Text).FormatJSON);
end.
