package streamingkatas.flink.guest;

import java.util.Optional;
import org.graalvm.polyglot.Value;

/**
 * An element of a stream: JSON, and the key it was given.
 *
 * <p>Between operators of one chain it also carries the parsed value, so that a chain parses once and writes once.
 * Text, once known, is never written again: it may be read by any thread, the value only by its task's.
 */
public final class JsRecord {
    /** The key of elements that were given none; no canonical JSON is empty. */
    private static final String NO_KEY = "";

    private final String key;
    private String json;
    private transient Value value;
    private transient JsTask owner;
    /** Who made the value, for the failure of one that has no text. */
    private transient Written maker;

    private JsRecord(String json, String key, Value value, JsTask owner) {
        this.json = json;
        this.key = key;
        this.value = value;
        this.owner = owner;
    }

    /** From text, which is JSON. */
    public static JsRecord ofJson(String json) {
        return new JsRecord(json, NO_KEY, null, null);
    }

    static JsRecord of(String json, String key) {
        return new JsRecord(json, key, null, null);
    }

    /** From a value that a function collected, not yet written as text. */
    public static JsRecord ofValue(JsFunction function, Value value) {
        return ofValue(function.task(), function.written(), value);
    }

    /** From a value that a call returned, not yet written as text. */
    public static JsRecord ofValue(JsFunction.Call call, Value value) {
        return ofValue(call.task(), call.written(), value);
    }

    private static JsRecord ofValue(JsTask task, Written maker, Value value) {
        JsRecord record = new JsRecord(null, NO_KEY, value, task);
        record.maker = maker;
        return record;
    }

    /** From text that was parsed already. */
    public static JsRecord ofParsed(JsTask task, String json, Value value) {
        return new JsRecord(json, NO_KEY, value, task);
    }

    /** From a value that a call returned, written at once: for what goes into state, where other threads read it. */
    public static JsRecord settled(JsFunction.Call call, Value value) {
        return ofJson(call.task().stringify(value, call.written()));
    }

    public JsRecord withKey(String newKey) {
        JsRecord record = new JsRecord(json, newKey, value, owner);
        record.maker = maker;
        return record;
    }

    /** Canonical JSON. */
    public String key() {
        return key;
    }

    public String json() {
        if (json == null) {
            json = owner.stringify(value, maker);
        }
        return json;
    }

    /** For a failure's message: the guest may just have been stopped, and writing asks it. */
    Optional<String> jsonIfKnown() {
        if (json != null) {
            return Optional.of(json);
        }
        return owner.isStopped() ? owner.tell(value) : Optional.of(json());
    }

    /** The parsed value, kept for the next operator of the chain. */
    public Value value(JsTask task) {
        if (value == null || owner != task) {
            value = task.parse(json());
            owner = task;
        }
        return value;
    }

    /** A parsed value of one's own, not kept: for elements that lie in state or that others work on too. */
    public Value copy(JsTask task) {
        return task.parse(json());
    }

    @Override
    public String toString() {
        return json();
    }
}
