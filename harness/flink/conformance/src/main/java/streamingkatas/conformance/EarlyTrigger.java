package streamingkatas.conformance;

import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** An event-time trigger that also fires, before the window is complete, at every so many events. */
final class EarlyTrigger extends Trigger<Object, TimeWindow> {

    private static final long serialVersionUID = 1;

    private final long every;
    private final ReducingStateDescriptor<Long> counted =
            new ReducingStateDescriptor<>("counted", new Sum(), LongSerializer.INSTANCE);

    EarlyTrigger(long every) {
        this.every = every;
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, TimeWindow window, TriggerContext context)
            throws Exception {
        if (window.maxTimestamp() <= context.getCurrentWatermark()) {
            return TriggerResult.FIRE;
        }
        context.registerEventTimeTimer(window.maxTimestamp());
        ReducingState<Long> state = context.getPartitionedState(counted);
        state.add(1L);
        return state.get() % every == 0 ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
        return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public void clear(TimeWindow window, TriggerContext context) {
        context.deleteEventTimeTimer(window.maxTimestamp());
        context.getPartitionedState(counted).clear();
    }

    private static final class Sum implements ReduceFunction<Long> {
        private static final long serialVersionUID = 1;

        @Override
        public Long reduce(Long one, Long other) {
            return one + other;
        }
    }
}
