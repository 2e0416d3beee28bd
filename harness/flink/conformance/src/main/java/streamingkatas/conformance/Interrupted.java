package streamingkatas.conformance;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.functions.FromElementsGeneratorFunction;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;

/**
 * A job that fails in the middle of its input, once, and goes on from a checkpoint: its sources wait for a checkpoint
 * after so many elements, and {@link FailsOnce} fails when the second is complete.
 */
final class Interrupted extends LocalStreamEnvironment {

    private static final int ELEMENTS_PER_CHECKPOINT = 20;

    /** @param configuration of a Flink in this process, which is changed */
    Interrupted(Configuration configuration) {
        super(checkpointed(configuration));
        setParallelism(1);
    }

    private static Configuration checkpointed(Configuration configuration) {
        configuration.addAll(Configuration.fromMap(Map.of(
                "execution.checkpointing.interval", "20 ms",
                // The failure comes before the next checkpoint does.
                "execution.checkpointing.min-pause", "200 ms",
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "1",
                "restart-strategy.fixed-delay.delay", "1 ms")));
        return configuration;
    }

    @Override
    public <T> DataStreamSource<T> fromData(Collection<T> data, TypeInformation<T> type) {
        DataGeneratorSource<T> source = new DataGeneratorSource<>(
                new FromElementsGeneratorFunction<>(type, getConfig(), data),
                data.size(),
                RateLimiterStrategy.perCheckpoint(ELEMENTS_PER_CHECKPOINT),
                type);
        return fromSource(source, WatermarkStrategy.noWatermarks(), "elements").setParallelism(1);
    }

    /** Gives everything on. One at a time: what it does is known to all of this process. */
    static final class FailsOnce<T> implements MapFunction<T, T>, CheckpointedFunction, CheckpointListener {
        private static final long FAILS_AT = 2;

        private static volatile boolean failed;
        private static volatile boolean restored;
        private static volatile long since;

        FailsOnce() {
            failed = false;
            restored = false;
            since = 0;
        }

        /** @throws IllegalStateException if it has not failed, nothing was restored, or nothing came after that */
        static void requireRestored() {
            if (!failed || !restored || since == 0) {
                throw new IllegalStateException("no failure in the middle: failed " + failed + ", restored " + restored
                        + ", results since then " + since);
            }
        }

        @Override
        public T map(T value) {
            since += restored ? 1 : 0;
            return value;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) throws IOException {
            if (!failed && checkpoint >= FAILS_AT) {
                failed = true;
                throw new IOException("failed on purpose");
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            OptionalLong checkpoint = context.getRestoredCheckpointId();
            restored = checkpoint.isPresent() && checkpoint.getAsLong() >= FAILS_AT;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // It keeps nothing.
        }
    }
}
