package streamingkatas.flink;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import streamingkatas.flink.guest.JobBundle;
import streamingkatas.flink.guest.JsTask;
import streamingkatas.flink.program.Program;

/** The main class that every job jar's manifest names. It runs in the JobManager and builds the job that the jar recorded. */
public final class JobMain {
    private JobMain() {}

    public static void main(String[] args) throws Exception {
        ClassLoader jobs = Thread.currentThread().getContextClassLoader();
        JobBundle bundle = JobBundle.load(jobs);
        JsonNode graph = new ObjectMapper().readTree(JsTask.graph(jobs));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        new Program(env, graph).build();
        env.execute(bundle.name());
    }
}
