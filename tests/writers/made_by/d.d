// D 2.100 (ldc 1.30), std.json.
import std.file, std.json, std.stdio;

void main(string[] arguments)
{
    write(parseJSON(readText(arguments[1])).toString);
}
