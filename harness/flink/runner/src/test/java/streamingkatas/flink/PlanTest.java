package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import streamingkatas.flink.guest.JsRecord;

class PlanTest {
    private TestJob job;

    @BeforeEach
    void load() throws Exception {
        job = TestJob.load("plan");
    }

    @AfterEach
    void close() {
        job.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebalance", "rescale", "shuffle", "forward", "broadcast", "global"})
    void elementsGoWhereTheJobSays(String way) {
        var input = (PartitionTransformation<?>) job.transformation(way).getInputs().get(0);
        assertEquals(way, input.getPartitioner().toString().toLowerCase());
    }

    @Test
    void chainsAndSlotsAreAsTheJobSays() {
        assertEquals(ChainingStrategy.HEAD, chaining("head"));
        assertEquals(ChainingStrategy.NEVER, chaining("alone"));
        Transformation<JsRecord> alone = job.transformation("alone");
        assertEquals("own", alone.getSlotSharingGroup().orElseThrow().getName());
        assertEquals(16, alone.getMaxParallelism());
    }

    private ChainingStrategy chaining(String uid) {
        return ((OneInputTransformation<?, ?>) job.transformation(uid)).getOperatorFactory().getChainingStrategy();
    }

    @Test
    void sourcesOfAGroupWaitForEachOther() {
        var source = (SourceTransformation<?, ?, ?>) job.transformation("numbers");
        WatermarkAlignmentParams aligned = source.getWatermarkStrategy().getAlignmentParameters();
        assertEquals("all", aligned.getWatermarkGroup());
        assertEquals(20_000, aligned.getMaxAllowedWatermarkDrift());
        assertEquals(500, aligned.getUpdateInterval());
    }
}
