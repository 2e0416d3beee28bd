package streamingkatas.flink.functions;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import streamingkatas.flink.guest.JsRecord;
import streamingkatas.flink.guest.JsTask;
import streamingkatas.flink.guest.Operator;

/** Writes each element to the log, beside what {@code console.log} writes. */
public final class PrintSink implements Sink<JsRecord> {
    private final Operator operator;
    private final String prefix;

    public PrintSink(Operator operator, String identifier) {
        this.operator = operator;
        this.prefix = identifier.isEmpty() ? "" : identifier + "> ";
    }

    @Override
    public SinkWriter<JsRecord> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(JsRecord record, Context at) {
                JsTask.current().log().write("INFO", operator, prefix + record.json());
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
