package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsTask;
import streamingkatas.flink.program.Program;

/** In Flink's MiniCluster: serialization, shuffles, times, and two subtasks. The job lies on the class path of the tests. */
class WholeJobTest {
    @Test
    void countsByWindowAndKeyWhateverAnotherConsumerDoesToItsElements() throws Exception {
        assertEquals(List.of("ann [0,10) 2", "ann [10,20) 2", "bob [0,10) 1"), outOf("counts"));
    }

    @Test
    void aWindowJoinPairsWhatOneWindowHasOfAKey() throws Exception {
        assertEquals(List.of("ann 0 5", "ann 9 5"), outOf("joined"));
    }

    @Test
    void aCoGroupSeesWhatHasNoPartnerToo() throws Exception {
        assertEquals(List.of("ann 1 0", "ann 2 1", "bob 1 0", "cid 0 1"), outOf("grouped"));
    }

    @Test
    void aSideOutputIsAStreamOfItsOwn() throws Exception {
        assertEquals(List.of("ann 10", "ann 9"), outOf("split"));
        assertEquals(List.of("ann 0", "bob 3"), outOf("early"));
    }

    @Test
    void connectedStreamsAreSeenByOneFunction() throws Exception {
        assertEquals(
                List.of("card ann", "card cid", "visit ann", "visit ann", "visit ann", "visit bob"), outOf("both"));
    }

    @Test
    void anObjectThatIsCollectedTwiceIsTwoElements() throws Exception {
        assertEquals(List.of("{n:2}", "{n:2}"), outOf("collected"));
    }

    @Test
    void aSideOutputThatIsAskedForTwiceGivesEachItsOwnElements() throws Exception {
        assertEquals(List.of("{n:2}"), outOf("aside"));
    }

    @Test
    void whatChangesItsElementsBehindWatermarksOrAFilterChangesNobodyElses() throws Exception {
        assertEquals(List.of("{n:2}"), outOf("beside"));
    }

    /** All that comes out of an operator, texts in order. */
    private static List<String> outOf(String uid) throws Exception {
        JsonNode graph = new ObjectMapper().readTree(JsTask.graph(WholeJobTest.class.getClassLoader()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        Program program = new Program(env, graph);
        program.build();
        List<String> texts = new ArrayList<>();
        try (CloseableIterator<JsRecord> out = program.stream(id(graph, uid)).executeAndCollect()) {
            out.forEachRemaining(record -> texts.add(record.json().replace("\"", "")));
        }
        texts.sort(null);
        return texts;
    }

    private static int id(JsonNode graph, String uid) {
        for (JsonNode node : graph.get("nodes")) {
            if (node.path("uid").asText().equals(uid)) {
                return node.get("id").asInt();
            }
        }
        throw new IllegalArgumentException(uid);
    }
}
