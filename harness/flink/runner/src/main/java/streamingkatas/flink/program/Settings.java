package streamingkatas.flink.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a job may set. Only what is listed: other settings name files, classes and hosts of the cluster. */
final class Settings {
    private static final Set<String> FLINK = Set.of(
            "state.backend.type",
            "execution.checkpointing.interval",
            "execution.checkpointing.mode",
            "execution.checkpointing.timeout",
            "execution.checkpointing.min-pause",
            "execution.checkpointing.max-concurrent-checkpoints",
            "execution.checkpointing.tolerable-failed-checkpoints",
            "execution.checkpointing.unaligned.enabled",
            "execution.checkpointing.aligned-checkpoint-timeout",
            "execution.checkpointing.incremental",
            "execution.checkpointing.externalized-checkpoint-retention",
            "execution.buffer-timeout.interval",
            "pipeline.auto-watermark-interval",
            "pipeline.operator-chaining.enabled",
            "restart-strategy.type",
            "restart-strategy.fixed-delay.attempts",
            "restart-strategy.fixed-delay.delay",
            "restart-strategy.failure-rate.delay",
            "restart-strategy.failure-rate.failure-rate-interval",
            "restart-strategy.failure-rate.max-failures-per-interval",
            "restart-strategy.exponential-delay.initial-backoff",
            "restart-strategy.exponential-delay.max-backoff",
            "restart-strategy.exponential-delay.backoff-multiplier",
            "restart-strategy.exponential-delay.jitter-factor",
            "restart-strategy.exponential-delay.reset-backoff-threshold",
            "restart-strategy.exponential-delay.attempts-before-reset-backoff");

    private static final Set<String> KAFKA = Set.of(
            "acks",
            "batch.size",
            "commit.offsets.on.checkpoint",
            "compression.type",
            "delivery.timeout.ms",
            "enable.idempotence",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "isolation.level",
            "linger.ms",
            "max.poll.records",
            "max.request.size",
            "partition.discovery.interval.ms",
            "request.timeout.ms",
            "transaction.timeout.ms");

    private Settings() {}

    static void apply(JsonNode settings, StreamExecutionEnvironment env) {
        Map<String, String> values = new HashMap<>();
        settings.get("configuration").properties().forEach(entry -> {
            requireListed(FLINK, entry.getKey(), "a job may not set");
            values.put(entry.getKey(), entry.getValue().asText());
        });
        env.configure(Configuration.fromMap(values));
        if (settings.has("parallelism")) {
            env.setParallelism(settings.get("parallelism").asInt());
        }
        if (settings.has("maxParallelism")) {
            env.setMaxParallelism(settings.get("maxParallelism").asInt());
        }
        if (settings.has("operatorChaining")) {
            env.disableOperatorChaining();
        }
        if (settings.has("checkpointIntervalMs")) {
            env.enableCheckpointing(
                    settings.get("checkpointIntervalMs").asLong(),
                    CheckpointingMode.valueOf(settings.get("checkpointingMode").asText()));
        }
    }

    static Properties kafka(JsonNode properties) {
        Properties kafka = new Properties();
        properties.properties().forEach(entry -> {
            requireListed(KAFKA, entry.getKey(), "a Kafka source or sink may not set");
            kafka.setProperty(entry.getKey(), entry.getValue().asText());
        });
        return kafka;
    }

    private static void requireListed(Set<String> listed, String key, String sentence) {
        if (!listed.contains(key)) {
            throw new IllegalArgumentException(sentence + " " + key + "; what can be set: "
                    + listed.stream().sorted().toList());
        }
    }
}
