# Gambas 3.18.0, gb.util.web: dates as dates, read and written by JSON.
mkdir "$folder/.src"
printf '# Gambas Project File 3.0\nTitle=writer\nStartup=Main\nComponent=%s\nComponent=%s\n' gb.util gb.util.web >"$folder/.project"
cat >"$folder/.src/Main.module" <<'GAMBAS'
Public Sub Main()
  Dim hClaim As Collection = JSON.Decode(File.Load(Args[1]))
  Dim hDemande As Collection
  Dim aParts As String[]
  For Each hDemande In hClaim["lignesImport"]
    aParts = Split(hDemande["dateFacture"], "/")
    hDemande["dateFacture"] = Date(CInt(aParts[2]), CInt(aParts[1]), CInt(aParts[0]))
  Next
  Print JSON.Encode(hClaim);
End
GAMBAS
gbc3 -a "$folder" >&2 && gbx3 "$folder" -- "$1"
