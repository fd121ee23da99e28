--  GNAT 12.2, GNATCOLL.JSON 23.0.0 (libgnatcoll21-dev).
with Ada.Command_Line;
with Ada.Strings.Unbounded;
with Ada.Text_IO;
with GNATCOLL.JSON;
procedure Ada_Writer is
   use Ada.Strings.Unbounded, Ada.Text_IO;
   File : File_Type;
   Text : Unbounded_String;
begin
   Open (File, In_File, Ada.Command_Line.Argument (1));
   while not End_Of_File (File) loop
      Append (Text, Get_Line (File));
   end loop;
   Put (String'(GNATCOLL.JSON.Write (GNATCOLL.JSON.Read (Text, "base"))));
end Ada_Writer;
