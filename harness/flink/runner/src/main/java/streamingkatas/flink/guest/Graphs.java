package streamingkatas.flink.guest;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** What is judged of a recorded graph before it is built. */
final class Graphs {
    private Graphs() {}

    /** A job whose graph depends on chance, on the clock or on the process would be another one in each TaskManager. */
    static void requireSame(String recorded, String again, Failures failures) throws IOException {
        if (recorded.equals(again)) {
            return;
        }
        ObjectMapper mapper = new ObjectMapper();
        throw failures.of(
                "Error: the job's graph is not deterministic: recording it again gave another one; "
                        + difference(mapper.readTree(recorded), mapper.readTree(again)),
                null,
                null);
    }

    private static String difference(JsonNode first, JsonNode second) {
        JsonNode before = first.get("nodes");
        JsonNode after = second.get("nodes");
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!before.get(i).equals(after.get(i))) {
                return "operator " + (i + 1) + " was " + before.get(i) + " and is " + after.get(i);
            }
        }
        return before.size() == after.size()
                ? "its settings differ"
                : "it had " + before.size() + " operators and has " + after.size();
    }

    /** Whether the job's author chose a restart strategy. */
    static boolean restarts(JsonNode graph) {
        return graph.at("/settings/configuration").has("restart-strategy.type");
    }
}
