package streamingkatas.flink.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a job jar holds: no class, but the bundled TypeScript, its source map and {@code job.json}.
 *
 * @param name the job's name
 * @param args what the job's function is given after {@code env}, a JSON array
 * @param graph the graph that Node recorded
 * @param deadlineMs how long one call of a learner's function may work
 * @param topics where its sinks may write; null where they may write anywhere
 * @param ownSources how the paths of our own TypeScript begin, whose frames are left out of what a learner reads
 * @param script the bundle
 * @param sourceMap its source map
 */
public record JobBundle(
        String name,
        String args,
        String graph,
        long deadlineMs,
        List<String> topics,
        List<String> ownSources,
        String script,
        String sourceMap) {

    /** Reads it from a job's class loader. */
    public static JobBundle load(ClassLoader loader) {
        try {
            JsonNode job = new ObjectMapper().readTree(text(loader, "job.json"));
            return new JobBundle(
                    job.get("name").asText(),
                    job.get("args").toString(),
                    job.get("graph").asText(),
                    job.get("deadlineMs").asLong(),
                    job.has("topics") ? texts(job.get("topics")) : null,
                    texts(job.get("ownSources")),
                    text(loader, "bundle.js"),
                    text(loader, "bundle.js.map"));
        } catch (IOException e) {
            throw new IllegalStateException("the job jar cannot be read", e);
        }
    }

    /** Whether its sinks may write to a topic. */
    boolean allows(String topic) {
        return topics == null || topics.contains(topic);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String text(ClassLoader loader, String name) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the job jar has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
