package streamingkatas.flink.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void whatAJobSetsIsSet() throws Exception {
        Settings.apply(
                json("{'parallelism':2,'maxParallelism':8,'checkpointIntervalMs':500,'checkpointingMode':'AT_LEAST_ONCE',"
                        + "'operatorChaining':false,'configuration':{'state.backend.type':'rocksdb',"
                        + "'execution.checkpointing.incremental':'true','execution.checkpointing.min-pause':'100 ms',"
                        + "'execution.checkpointing.unaligned.enabled':'true','restart-strategy.type':'fixed-delay'}}"),
                env);
        assertEquals(2, env.getParallelism());
        assertEquals(8, env.getMaxParallelism());
        assertEquals(500, env.getCheckpointConfig().getCheckpointInterval());
        assertEquals(100, env.getCheckpointConfig().getMinPauseBetweenCheckpoints());
        assertTrue(env.getConfiguration().get(CheckpointingOptions.ENABLE_UNALIGNED));
        assertTrue(env.getConfiguration().get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS));
        assertEquals("fixed-delay", env.getConfiguration().get(RestartStrategyOptions.RESTART_STRATEGY));
        assertFalse(env.isChainingEnabled());
        assertEquals("rocksdb", env.getConfiguration().get(StateBackendOptions.STATE_BACKEND));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline.jars",
                "pipeline.classpaths",
                "execution.checkpointing.dir",
                "state.backend.rocksdb.localdir",
                "env.java.opts.all"
            })
    void whatNamesFilesAndClassesOfTheClusterIsRefused(String key) throws Exception {
        JsonNode settings = json("{'configuration':{'" + key + "':'x'}}");
        String told = assertThrows(IllegalArgumentException.class, () -> Settings.apply(settings, env))
                .getMessage();
        assertTrue(told.startsWith("a job may not set " + key), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl.jaas.config", "bootstrap.servers", "metric.reporters", "interceptor.classes"})
    void soIsWhatNamesClassesAndHostsOfKafka(String key) throws Exception {
        JsonNode properties = json("{'" + key + "':'x'}");
        assertThrows(IllegalArgumentException.class, () -> Settings.kafka(properties));
    }
}
