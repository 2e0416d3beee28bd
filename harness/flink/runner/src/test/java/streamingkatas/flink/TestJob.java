package streamingkatas.flink;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamGroupedReduceOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.ReduceTransformation;
import org.apache.flink.streaming.api.transformations.TimestampsAndWatermarksTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.runtime.operators.TimestampsAndWatermarksOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.api.transformations.BroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.KeyedBroadcastStateTransformation;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.TaggedUnion;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsRecordType;
import streamingkatas.flink.guest.JsTask;
import streamingkatas.flink.guest.Operator;
import streamingkatas.flink.program.Program;

/**
 * A job of {@code src/test/typescript}, bundled by {@code test-jobs.ts} as a submission is, with its operators as Flink
 * built them, each in a harness of Flink's own.
 */
public final class TestJob implements AutoCloseable {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final Program program;
    private final JsonNode graph;

    private TestJob(String name) throws Exception {
        Thread.currentThread().setContextClassLoader(loader(name));
        graph = new ObjectMapper().readTree(JsTask.graph(Thread.currentThread().getContextClassLoader()));
        program = new Program(StreamExecutionEnvironment.createLocalEnvironment(), graph);
        program.build();
    }

    public static TestJob load(String name) throws Exception {
        return new TestJob(name);
    }

    static URLClassLoader loader(String name) throws MalformedURLException {
        Path folder = Path.of("target/jobs", name);
        if (!Files.exists(folder.resolve("job.json"))) {
            throw new IllegalStateException(folder + " is not there: run npx tsx harness/flink/runner/test-jobs.ts");
        }
        // Its own first, as Flink's class loaders of jobs look: WholeJobTest's job lies on the class path.
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, TestJob.class.getClassLoader()) {
            @Override
            public URL getResource(String resource) {
                URL own = findResource(resource);
                return own == null ? super.getResource(resource) : own;
            }
        };
    }

    /** An operator without keys, opened. */
    public OneInputStreamOperatorTestHarness<JsRecord, JsRecord> operator(String uid) throws Exception {
        return opened(new OneInputStreamOperatorTestHarness<>(oneInput(uid), 1, 1, 0));
    }

    /** An operator that is given records with keys, opened. */
    KeyedOneInputStreamOperatorTestHarness<String, JsRecord, JsRecord> keyed(String uid) throws Exception {
        // Flink makes this one's operator as late as it translates the program.
        StreamOperatorFactory<JsRecord> factory = transformation(uid) instanceof ReduceTransformation<JsRecord, ?> reduce
                ? SimpleOperatorFactory.of(new StreamGroupedReduceOperator<>(reduce.getReducer(), serializer()))
                : oneInput(uid);
        return opened(new KeyedOneInputStreamOperatorTestHarness<>(factory, JsRecord::key, Types.STRING));
    }

    /** A keyed operator that goes on from a snapshot. */
    KeyedOneInputStreamOperatorTestHarness<String, JsRecord, JsRecord> restored(String uid, OperatorSubtaskState snapshot)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, JsRecord, JsRecord> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(oneInput(uid), JsRecord::key, Types.STRING);
        setUp(harness);
        harness.initializeState(snapshot);
        harness.open();
        return harness;
    }

    private static TypeSerializer<JsRecord> serializer() {
        return JsRecordType.INSTANCE.createSerializer(new SerializerConfigImpl());
    }

    /** An operator whose output fails, as the next operator of a chain may. */
    @SuppressWarnings("unchecked")
    OneInputStreamOperatorTestHarness<JsRecord, JsRecord> failingDownstream(String uid) throws Exception {
        OneInputStreamOperatorTestHarness<JsRecord, JsRecord> harness =
                new OneInputStreamOperatorTestHarness<>(oneInput(uid), 1, 1, 0);
        // Its output is copied by this, which cannot.
        harness.setup((TypeSerializer<JsRecord>) (TypeSerializer<?>) StringSerializer.INSTANCE);
        harness.open();
        return harness;
    }

    /** A watermark generator's operator, opened. */
    OneInputStreamOperatorTestHarness<JsRecord, JsRecord> watermarks(String uid) throws Exception {
        // Flink makes this one's operator as late as it translates the program.
        var transformation = (TimestampsAndWatermarksTransformation<JsRecord>) transformation(uid);
        return opened(new OneInputStreamOperatorTestHarness<>(
                new TimestampsAndWatermarksOperatorFactory<>(transformation.getWatermarkStrategy(), true), 1, 1, 0));
    }

    /** A windowed join's or coGroup's operator, opened: to Flink its two inputs are one, of elements that tell theirs. */
    KeyedOneInputStreamOperatorTestHarness<String, TaggedUnion<JsRecord, JsRecord>, JsRecord> joined(String uid)
            throws Exception {
        KeySelector<TaggedUnion<JsRecord, JsRecord>, String> key =
                tagged -> (tagged.isOne() ? tagged.getOne() : tagged.getTwo()).key();
        return opened(new KeyedOneInputStreamOperatorTestHarness<>(oneInput(uid), key, Types.STRING));
    }

    /** An operator of two inputs with keys, opened. */
    KeyedTwoInputStreamOperatorTestHarness<String, JsRecord, JsRecord, JsRecord> twoKeyed(String uid) throws Exception {
        return opened(new KeyedTwoInputStreamOperatorTestHarness<>(
                twoInputs(uid), JsRecord::key, JsRecord::key, Types.STRING));
    }

    /** An operator of two inputs without keys, opened. */
    TwoInputStreamOperatorTestHarness<JsRecord, JsRecord, JsRecord> two(String uid) throws Exception {
        return opened(new TwoInputStreamOperatorTestHarness<>(twoInputs(uid)));
    }

    private TwoInputStreamOperator<JsRecord, JsRecord, JsRecord> twoInputs(String uid) {
        return operatorOf(
                ((TwoInputTransformation<JsRecord, JsRecord, JsRecord>) transformation(uid)).getOperatorFactory());
    }

    BroadcastOperatorTestHarness<JsRecord, JsRecord, JsRecord> broadcast(String uid) throws Exception {
        var transformation = (BroadcastStateTransformation<JsRecord, JsRecord, JsRecord>) transformation(uid);
        var operator = new CoBroadcastWithNonKeyedOperator<>(
                transformation.getUserFunction(), transformation.getBroadcastStateDescriptors());
        return opened(new BroadcastOperatorTestHarness<>(operator, 1, 1, 0));
    }

    KeyedBroadcastOperatorTestHarness<String, JsRecord, JsRecord, JsRecord> keyedBroadcast(String uid) throws Exception {
        var transformation =
                (KeyedBroadcastStateTransformation<String, JsRecord, JsRecord, JsRecord>) transformation(uid);
        var operator = new CoBroadcastWithKeyedOperator<>(
                transformation.getUserFunction(), transformation.getBroadcastStateDescriptors());
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(operator, JsRecord::key, Types.STRING, 1, 1, 0));
    }

    @SuppressWarnings("unchecked")
    private static <O> O operatorOf(StreamOperatorFactory<JsRecord> factory) {
        return (O) ((SimpleOperatorFactory<JsRecord>) factory).getOperator();
    }

    private StreamOperatorFactory<JsRecord> oneInput(String uid) {
        return ((OneInputTransformation<JsRecord, JsRecord>) transformation(uid)).getOperatorFactory();
    }

    Transformation<JsRecord> transformation(String uid) {
        return program.stream(named(uid).id()).getTransformation();
    }

    /** An operator as functions know it. */
    Operator named(String uid) {
        for (JsonNode node : graph.get("nodes")) {
            if (node.path("uid").asText().equals(uid)) {
                return new Operator(node.get("id").asInt(), uid, node.get("shared").asBoolean());
            }
        }
        throw new IllegalArgumentException("no operator with uid " + uid);
    }

    private static <H extends AbstractStreamOperatorTestHarness<JsRecord>> H opened(H harness) throws Exception {
        setUp(harness);
        harness.open();
        return harness;
    }

    private static void setUp(AbstractStreamOperatorTestHarness<JsRecord> harness) {
        harness.setup(serializer());
    }

    /** {@code record("{'a':1}")}: single quotes stand for double ones. */
    public static JsRecord record(String json) {
        return JsRecord.ofJson(json.replace('\'', '"'));
    }

    /** With a key, a string. */
    static JsRecord record(String json, String key) {
        return record(json).withKey('"' + key + '"');
    }

    static StreamRecord<JsRecord> at(long time, JsRecord record) {
        return new StreamRecord<>(record, time);
    }

    /** What came out, as JSON, with single quotes; it is not given again. */
    static List<String> out(AbstractStreamOperatorTestHarness<JsRecord> harness) {
        List<String> out = harness.extractOutputStreamRecords().stream()
                .map(record -> record.getValue().json().replace('"', '\''))
                .toList();
        harness.getOutput().clear();
        return out;
    }

    /** What came out under a tag. */
    static List<String> out(AbstractStreamOperatorTestHarness<JsRecord> harness, String tag) {
        ConcurrentLinkedQueue<StreamRecord<JsRecord>> out =
                harness.getSideOutput(new OutputTag<>(tag, JsRecordType.INSTANCE));
        return out == null
                ? List.of()
                : out.stream().map(record -> record.getValue().json().replace('"', '\'')).toList();
    }

    @Override
    public void close() {
        JsTask.current().close();
        Thread.currentThread().setContextClassLoader(before);
    }
}
