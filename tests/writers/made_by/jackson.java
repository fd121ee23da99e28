// Java 17, Jackson 2.14.0 (libjackson2-databind-java): a tree of exact decimals, zeros stripped.
import com.fasterxml.jackson.databind.*;
import java.io.*;

class Writer {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        System.out.print(mapper.writeValueAsString(mapper.readTree(new File(arguments[0]))));
    }
}
