package streamingkatas.flink.guest;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Two texts: the JSON and the key. */
public final class JsRecordSerializer extends TypeSerializerSingleton<JsRecord> {
    private static final long serialVersionUID = 1L;
    static final JsRecordSerializer INSTANCE = new JsRecordSerializer();

    private JsRecordSerializer() {}

    /** So that chained operators hand on the very record, with its parsed value. */
    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public JsRecord createInstance() {
        return JsRecord.ofJson("null");
    }

    @Override
    public JsRecord copy(JsRecord from) {
        return from;
    }

    @Override
    public JsRecord copy(JsRecord from, JsRecord reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(JsRecord record, DataOutputView target) throws IOException {
        StringValue.writeString(record.json(), target);
        StringValue.writeString(record.key(), target);
    }

    @Override
    public JsRecord deserialize(DataInputView source) throws IOException {
        String json = StringValue.readString(source);
        return JsRecord.of(json, StringValue.readString(source));
    }

    @Override
    public JsRecord deserialize(JsRecord reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        StringValue.copyString(source, target);
        StringValue.copyString(source, target);
    }

    @Override
    public TypeSerializerSnapshot<JsRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into savepoints by its name. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<JsRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
