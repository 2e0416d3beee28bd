package streamingkatas.conformance;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Flink itself, asked what it does: a request is a line of JSON on the standard input, its answer a line on the standard
 * output, until the input ends. Whatever else this process says goes to the standard error.
 */
public final class Main {

    static final ObjectMapper JSON = new ObjectMapper();

    private interface Answerer {
        JsonNode answer(JsonNode request) throws Exception;
    }

    private static final Map<String, Answerer> KINDS = Map.of(
            "event time", EventTime::answer,
            "sql", SqlWindows::answer,
            "twins", Twins::answer,
            "TypeScript", TypeScriptJob::answer);

    private Main() {}

    /** Of a Flink in this process. */
    static Configuration localConfiguration() {
        return Configuration.fromMap(Map.of("rest.address", "127.0.0.1"));
    }

    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
        }
        // Flink's own threads would keep the process.
        System.exit(0);
    }

    private static ObjectNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        String kind = request.path("kind").asText();
        try {
            Answerer answerer = KINDS.get(kind);
            if (answerer == null) {
                throw new IllegalArgumentException("no request of this kind: " + kind);
            }
            answer.set("answer", answerer.answer(request));
        } catch (Exception | LinkageError error) {
            error.printStackTrace();
            Throwable cause = error;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            answer.put("failed", cause.toString().lines().findFirst().orElse(""));
        }
        return answer;
    }
}
