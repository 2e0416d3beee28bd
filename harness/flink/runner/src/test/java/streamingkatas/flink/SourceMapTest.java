package streamingkatas.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import streamingkatas.flink.guest.SourceMap;

class SourceMapTest {
    /** Line 1: column 0 from a.ts 1:1, column 9 from a.ts 1:5. Line 2: nothing. Line 3: column 2 from b.ts 18:3. */
    private static final String MAP = "{\"version\":3,\"sources\":[\"a.ts\",\"b.ts\"],\"mappings\":\"AAAA,SAAI;;ECiBF\"}";

    @Test
    void aPositionBelongsToTheSegmentThatBeginsBeforeIt() throws Exception {
        SourceMap map = SourceMap.parse(MAP);
        assertEquals("a.ts:1:1", map.find(1, 9).orElseThrow().toString());
        assertEquals("a.ts:1:5", map.find(1, 10).orElseThrow().toString());
        assertEquals("b.ts:18:3", map.find(3, 80).orElseThrow().toString());
    }

    @Test
    void aPositionWithoutASegmentBelongsToTheLastOneBefore() throws Exception {
        SourceMap map = SourceMap.parse(MAP);
        assertEquals("a.ts:1:5", map.find(2, 1).orElseThrow().toString());
        assertEquals("a.ts:1:5", map.find(3, 2).orElseThrow().toString());
        assertTrue(map.find(4, 1).isEmpty());
    }
}
