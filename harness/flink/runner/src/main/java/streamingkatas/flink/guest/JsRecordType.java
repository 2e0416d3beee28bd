package streamingkatas.flink.guest;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The one type of all streams. */
public final class JsRecordType extends TypeInformation<JsRecord> {
    private static final long serialVersionUID = 1L;
    public static final JsRecordType INSTANCE = new JsRecordType();

    private JsRecordType() {}

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<JsRecord> getTypeClass() {
        return JsRecord.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<JsRecord> createSerializer(SerializerConfig config) {
        return JsRecordSerializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "JsRecord";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsRecordType;
    }

    @Override
    public int hashCode() {
        return JsRecordType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof JsRecordType;
    }
}
