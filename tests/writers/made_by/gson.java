// Java 17, Gson 2.10 (libgoogle-gson-java): read into maps, in which every number is a double.
import com.google.gson.*;
import java.nio.file.*;
import java.util.*;

class Writer {
    public static void main(String[] arguments) throws Exception {
        Map<?, ?> claim = new Gson().fromJson(Files.readString(Path.of(arguments[0])), Map.class);
        System.out.print(new Gson().toJson(claim));
    }
}
