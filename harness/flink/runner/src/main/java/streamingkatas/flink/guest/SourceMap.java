package streamingkatas.flink.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Finds the TypeScript position of a position in the bundle.
 *
 * <p>Version 3 of the format (ECMA-426): for each generated line, segments of one, four or five numbers in
 * base 64 VLQ, each number the difference from the one before: generated column, source, its line, its column.
 */
public final class SourceMap {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** A position in a TypeScript file; line and column count from 1. */
    public record Position(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** Where a stretch of a generated line came from; all counts from 0. */
    private record Segment(int column, int source, int sourceLine, int sourceColumn) {}

    private final List<String> sources = new ArrayList<>();
    private final List<List<Segment>> lines = new ArrayList<>();

    private SourceMap() {}

    /** @param json the text of a source map */
    public static SourceMap parse(String json) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json);
        SourceMap map = new SourceMap();
        root.get("sources").forEach(source -> map.sources.add(source.asText()));
        map.decode(root.get("mappings").asText());
        return map;
    }

    /**
     * @param line of the bundle, from 1
     * @param column of the bundle, from 1
     */
    public Optional<Position> find(int line, int column) {
        if (line < 1 || line > lines.size()) {
            return Optional.empty();
        }
        Segment found = last(lines.get(line - 1), column - 1);
        // An empty loop has no segment of its own: it belongs to what begins before it.
        for (int before = line - 2; found == null && before >= 0; before--) {
            found = last(lines.get(before), Integer.MAX_VALUE);
        }
        return Optional.ofNullable(found)
                .map(at -> new Position(sources.get(at.source()), at.sourceLine() + 1, at.sourceColumn() + 1));
    }

    /** The last segment that begins at a column, counted from 0, or before it. */
    private static Segment last(List<Segment> segments, int column) {
        Segment found = null;
        for (Segment segment : segments) {
            if (segment.column() > column) {
                break;
            }
            found = segment;
        }
        return found;
    }

    private void decode(String mappings) {
        int source = 0;
        int sourceLine = 0;
        int sourceColumn = 0;
        for (String line : mappings.split(";", -1)) {
            List<Segment> segments = new ArrayList<>();
            int column = 0;
            for (String text : line.split(",")) {
                int[] numbers = numbers(text);
                if (numbers.length == 0) {
                    continue;
                }
                column += numbers[0];
                if (numbers.length >= 4) {
                    source += numbers[1];
                    sourceLine += numbers[2];
                    sourceColumn += numbers[3];
                    segments.add(new Segment(column, source, sourceLine, sourceColumn));
                }
            }
            lines.add(segments);
        }
    }

    /** Each digit carries five bits and says whether more follow; the lowest bit of the whole is the sign. */
    private static int[] numbers(String text) {
        int[] numbers = new int[5];
        int count = 0;
        int value = 0;
        int shift = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE64.indexOf(text.charAt(i));
            value |= (digit & 31) << shift;
            shift += 5;
            if ((digit & 32) == 0) {
                numbers[count++] = (value & 1) == 1 ? -(value >> 1) : value >> 1;
                value = 0;
                shift = 0;
            }
        }
        return Arrays.copyOf(numbers, count);
    }
}
