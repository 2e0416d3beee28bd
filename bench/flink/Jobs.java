import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** The two programs in Java, as {@code jobs.ts} has them. Arguments: program, brokers, topic, name of the job. */
public final class Jobs {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        KafkaSource<String> source =
                KafkaSource.<String>builder()
                        .setBootstrapServers(arguments[1])
                        .setTopics(arguments[2])
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setBounded(OffsetsInitializer.latest())
                        .setValueOnlyDeserializer(new SimpleStringSchema())
                        .build();
        SingleOutputStreamOperator<String> lowerCased =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "events")
                        .map((MapFunction<String, String>) Jobs::lowerCase)
                        .returns(Types.STRING);
        SingleOutputStreamOperator<String> out = lowerCased;
        if (arguments[0].equals("count")) {
            out =
                    lowerCased
                            .keyBy(text -> JSON.readTree(text).get("id").asInt() % 100, Types.INT)
                            .process(new Count())
                            .returns(Types.STRING);
        }
        out.sinkTo(new DiscardingSink<>());
        env.execute(arguments[3]);
    }

    private static String lowerCase(String text) throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(text);
        event.put("name", event.get("name").asText().toLowerCase());
        return JSON.writeValueAsString(event);
    }

    private static final class Count extends KeyedProcessFunction<Integer, String, String> {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(String text, Context context, Collector<String> out) throws Exception {
            JsonNode event = JSON.readTree(text);
            long now = count.value() == null ? 1 : count.value() + 1;
            count.update(now);
            ObjectNode counted = JSON.createObjectNode().put("user", event.get("user").asText()).put("count", now);
            out.collect(JSON.writeValueAsString(counted));
        }
    }
}
