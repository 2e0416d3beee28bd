package streamingkatas.conformance;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsRecordType;
import streamingkatas.flink.guest.JsTask;
import streamingkatas.flink.program.Program;

/** A job in TypeScript, as the runner builds it of the jar that is submitted; its own sinks get their records, too. */
final class TypeScriptJob {

    private TypeScriptJob() {}

    /** @return what comes out of one operator, in order */
    static JsonNode answer(JsonNode request) throws Exception {
        String jar = request.path("jar").asText();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader jobs = new URLClassLoader(new URL[] {new URL(jar)}, before)) {
            thread.setContextClassLoader(jobs);
            Configuration configuration = Main.localConfiguration().set(PipelineOptions.JARS, List.of(jar));
            boolean interrupted = request.path("interrupted").asBoolean();
            StreamExecutionEnvironment env = interrupted
                    ? new Interrupted(configuration)
                    : StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
            JsonNode graph = Main.JSON.readTree(JsTask.graph(jobs));
            Program program = new Program(env, graph);
            program.build();
            ArrayNode answer = Main.JSON.createArrayNode();
            DataStream<JsRecord> given = program.stream(id(graph, request.path("uid").asText()));
            if (interrupted) {
                given = given.map(new Interrupted.FailsOnce<>()).returns(JsRecordType.INSTANCE);
            }
            try (CloseableIterator<JsRecord> results = given.executeAndCollect()) {
                while (results.hasNext()) {
                    answer.add(Main.JSON.readTree(results.next().json()));
                }
            }
            if (interrupted) {
                Interrupted.FailsOnce.requireRestored();
            }
            return answer;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static int id(JsonNode graph, String uid) {
        for (JsonNode node : graph.path("nodes")) {
            if (node.path("uid").asText().equals(uid)) {
                return node.path("id").asInt();
            }
        }
        throw new IllegalArgumentException("no operator has this uid: " + uid);
    }
}
