package streamingkatas.conformance;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * What Flink SQL's windows hold, once the input has ended. All streams are one table and all questions one job: a job for
 * each would take as long as everything else together.
 */
final class SqlWindows {

    private static final TypeInformation<Row> EVENT = Types.ROW_NAMED(
            new String[] {"q", "s", "k", "t", "v"},
            Types.INT, Types.INT, Types.STRING, Types.LONG, Types.LONG);

    private SqlWindows() {}

    /** @return for each question, for each of its streams: the windows, in any order */
    static JsonNode answer(JsonNode request) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, Main.localConfiguration());
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().set("table.local-time-zone", "UTC");
        List<Row> events = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        ArrayNode answers = Main.JSON.createArrayNode();
        for (JsonNode question : request.path("questions")) {
            int number = queries.size();
            ArrayNode streams = answers.addArray();
            for (JsonNode stream : question.path("streams")) {
                for (JsonNode event : stream) {
                    events.add(Row.of(
                            number,
                            streams.size(),
                            event.path("key").asText(),
                            event.path("time").asLong(),
                            event.path("value").asLong()));
                }
                streams.addArray();
            }
            queries.add(query(number, question.path("windows")));
        }
        // No watermark but the one at the end: whatever the order of arrival, nothing is late.
        tables.createTemporaryView(
                "events",
                env.fromData(events, EVENT),
                Schema.newBuilder()
                        .columnByExpression("ts", "TO_TIMESTAMP_LTZ(t, 3)")
                        .watermark("ts", "SOURCE_WATERMARK()")
                        .build());
        for (int number = 0; number < queries.size(); number++) {
            tables.executeSql("CREATE TEMPORARY VIEW events" + number
                    + " AS SELECT * FROM events WHERE q = " + number);
        }
        try (CloseableIterator<Row> rows =
                tables.executeSql(String.join(" UNION ALL ", queries)).collect()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                ((ArrayNode) answers.path((int) row.getField(0)).path((int) row.getField(1)))
                        .addObject()
                        .put("key", (String) row.getField(2))
                        .put("start", millis(row.getField(3)))
                        .put("end", millis(row.getField(4)))
                        .put("count", (Long) row.getField(5))
                        .put("sum", (Long) row.getField(6));
            }
        }
        return answers;
    }

    private static long millis(Object time) {
        return ((LocalDateTime) time).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static String query(int number, JsonNode windows) {
        String table = "TABLE events" + number;
        long size = windows.path("size").asLong();
        long slide = windows.path("slide").asLong();
        String offset = interval(windows.path("offset").asLong());
        return switch (windows.path("kind").asText()) {
            case "tumbling" -> aggregate(
                    number, "TUMBLE(" + table + ", DESCRIPTOR(ts), " + interval(size) + ", " + offset + ")");
            case "sliding" -> size % slide == 0
                    ? aggregate(number, "HOP(" + table + ", DESCRIPTOR(ts), " + interval(slide) + ", " + interval(size)
                            + ", " + offset + ")")
                    : group(number, "(ts, " + interval(slide) + ", " + interval(size) + ")");
            case "session" -> aggregate(number, "SESSION(" + table + " PARTITION BY (s, k), DESCRIPTOR(ts), "
                    + interval(windows.path("gap").asLong()) + ")");
            default -> throw new IllegalArgumentException("no windows of this kind: " + windows);
        };
    }

    private static String aggregate(int number, String function) {
        return "SELECT " + number + ", s, k, window_start, window_end, COUNT(*), SUM(v) FROM TABLE(" + function
                + ") GROUP BY s, k, window_start, window_end";
    }

    /** The older form, which takes a slide that does not divide the size. */
    private static String group(int number, String hop) {
        return "SELECT " + number + ", s, k, HOP_START" + hop + ", HOP_END" + hop + ", COUNT(*), SUM(v) FROM events"
                + number + " GROUP BY s, k, HOP" + hop;
    }

    private static String interval(long millis) {
        String sign = millis < 0 ? "-" : "";
        long size = Math.abs(millis);
        return "INTERVAL '" + sign + size / 1000 + "." + String.format("%03d", size % 1000) + "' SECOND(10, 3)";
    }
}
