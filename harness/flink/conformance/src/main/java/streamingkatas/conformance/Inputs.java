package streamingkatas.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.source.WatermarkToDataOutput;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** Several inputs, and the one watermark that Flink makes of theirs. */
interface Inputs {

    interface OnWatermark {
        void accept(long watermark) throws Exception;
    }

    WatermarkOutput of(String name);

    /**
     * @param combined "partitions": of one source's subtask (WatermarkOutputMultiplexer); "subtasks": of the operator
     *     before (StatusWatermarkValve)
     */
    static Inputs of(String combined, List<String> names, OnWatermark onWatermark) {
        Following following = new Following(onWatermark);
        return switch (combined) {
            case "partitions" -> partitions(names, following);
            case "subtasks" -> subtasks(names, following);
            default -> throw new IllegalArgumentException("inputs are not combined like this: " + combined);
        };
    }

    private static Inputs partitions(List<String> names, Following following) {
        WatermarkOutputMultiplexer multiplexer = new WatermarkOutputMultiplexer(new WatermarkToDataOutput(following));
        names.forEach(multiplexer::registerNewOutput);
        return multiplexer::getImmediateOutput;
    }

    private static Inputs subtasks(List<String> names, Following following) {
        StatusWatermarkValve valve = new StatusWatermarkValve(names.size());
        Map<String, WatermarkOutput> outputs = new HashMap<>();
        for (String name : names) {
            int channel = outputs.size();
            outputs.put(name, new WatermarkToDataOutput(new Following(onWatermark -> {}) {
                @Override
                public void emitWatermark(Watermark watermark) throws Exception {
                    valve.inputWatermark(watermark, channel, following);
                }

                @Override
                public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
                    valve.inputWatermarkStatus(status, channel, following);
                }
            }));
        }
        return outputs::get;
    }

    /** What comes behind: of what may be told only watermarks move event time. */
    class Following implements DataOutput<Object> {
        private final OnWatermark onWatermark;

        Following(OnWatermark onWatermark) {
            this.onWatermark = onWatermark;
        }

        @Override
        public void emitWatermark(Watermark watermark) throws Exception {
            onWatermark.accept(watermark.getTimestamp());
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) throws Exception {}

        @Override
        public void emitRecord(StreamRecord<Object> record) {}

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}

        @Override
        public void emitWatermark(WatermarkEvent event) {}
    }
}
