package streamingkatas.flink.guest;

import java.io.Serializable;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;

/** One function of one operator, as it travels to the TaskManagers: by name only. There it is opened, on the task's thread. */
public final class JsFunction implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Operator operator;
    private final String role;
    private transient JsTask task;
    private transient Value calls;
    private transient Written written;

    public JsFunction(Operator operator, String role) {
        this.operator = operator;
        this.role = role;
    }

    /** @param host what the function may call */
    public void open(Host host) {
        task = JsTask.current();
        // Before it is opened: what it hands over meanwhile is called back later.
        written = new Written(operator, role, null);
        calls = task.open(operator, role, host);
    }

    /** One of its calls, to be kept: a look-up by name costs more than a call. */
    public Call call(String name) {
        return new Call(calls.getMember(name), new Written(operator, role, name));
    }

    /** A function that the guest handed over, to be called later, on this thread. */
    public Call callback(Value function) {
        return new Call(function, written);
    }

    public JsTask task() {
        return task;
    }

    Written written() {
        return written;
    }

    public Operator operator() {
        return operator;
    }

    /** An element as this operator may see it. */
    public Value element(JsRecord record) {
        return operator.shared() ? record.copy(task) : record.value(task);
    }

    /** Texts, as an array of the guest's. */
    public static Object array(List<String> texts) {
        return ProxyArray.fromArray(texts.toArray());
    }

    /** A call into the guest. */
    public final class Call {
        private final Value function;
        private final Written written;

        private Call(Value function, Written written) {
            this.function = function;
            this.written = written;
        }

        /** Whether the guest has it. */
        public boolean isThere() {
            return function != null;
        }

        JsTask task() {
            return task;
        }

        Written written() {
            return written;
        }

        /** @param record what it is about, for a failure's message; may be null */
        public Value with(JsRecord record, Object... args) {
            return task.call(written, record, function, args);
        }
    }
}
